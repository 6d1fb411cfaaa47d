public import JobCore

/// What is shown of one container.
public enum ContainerTab: String, CaseIterable, Sendable {
    /// The newest lines that it wrote.
    case log
    /// The engine's JSON.
    case inspect
    /// What it uses.
    case usage
}

/// Asks for one tab of a container.
public struct ContainerDetailRequest: Equatable, Sendable {
    /// Which container.
    public var place: ContainerPlace
    /// Which tab.
    public var tab: ContainerTab

    /// Asks for one tab.
    public init(place: ContainerPlace, tab: ContainerTab) {
        self.place = place
        self.tab = tab
    }
}

/// What one tab of a container shows.
public enum ContainerDetail: Equatable, Sendable {
    /// Lines of its log, the newest last.
    case log([ContainerLine])
    /// Lines of the engine's JSON.
    case inspect([String])
    /// Measurements, the newest last; empty for a container that does not run.
    case usage([UsageSample])
}
