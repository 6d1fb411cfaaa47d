/// How one host is chosen among those that fit equally well (ROUTE-14).
public enum RoutingStrategy: String, CaseIterable, Hashable, Sendable {
    /// A draw in which each host has as many tickets as its weight says.
    case weighted
    /// The host whose scarcest resource is taken least; a draw among equals.
    case leastLoaded
}
