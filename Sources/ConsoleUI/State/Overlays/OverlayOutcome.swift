/// What becomes of an overlay after a key, and what the console does then. It is used up at once and never kept.
struct OverlayOutcome: Sendable {
    /// Whether it goes away.
    var closes = false
    /// What the console does afterwards.
    var then: (@Sendable (inout ConsoleState) -> [ConsoleEffect])?

    static let stays = OverlayOutcome()
    static let closes = OverlayOutcome(closes: true)

    static func stays(then: @escaping @Sendable (inout ConsoleState) -> [ConsoleEffect]) -> OverlayOutcome {
        OverlayOutcome(then: then)
    }

    static func closes(then: @escaping @Sendable (inout ConsoleState) -> [ConsoleEffect]) -> OverlayOutcome {
        OverlayOutcome(closes: true, then: then)
    }
}
