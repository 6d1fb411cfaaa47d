/// The newest lines of the journal.
public struct EventsRequest: Equatable, Sendable {
    /// How many at most.
    public var limit: Int

    /// Two hundred unless told otherwise.
    public init(limit: Int = 200) {
        self.limit = limit
    }
}
