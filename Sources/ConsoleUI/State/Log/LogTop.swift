/// What stands in the first row of a log pane.
public struct LogTop: Equatable, Sendable {
    /// The line.
    public var place: LogPlace
    /// How many of the rows that belong to the line are above the pane.
    public var skippedRows = 0
}
