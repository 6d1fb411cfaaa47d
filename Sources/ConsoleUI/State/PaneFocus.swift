/// Which pane has the focus, how large it is, and which of the panes that share a place was shown there last.
public struct PaneFocus: Equatable, Sendable {
    /// How much of the screen the pane with the focus takes.
    public enum Zoom: Int, Sendable {
        /// Its own place.
        case none
        /// Half of the screen.
        case half
        /// All of it.
        case full
    }

    /// The pane that has the focus.
    public private(set) var pane = Pane.jobs
    /// How large it is.
    public private(set) var zoom = Zoom.none
    /// What stands below the jobs where they share the screen with one other pane.
    private(set) var lower = Pane.logs
    /// What stands below the hosts on a wide screen.
    private(set) var side = Pane.detail

    init() {}

    mutating func show(_ pane: Pane) {
        self.pane = pane
        if pane != .jobs { lower = pane }
        if pane == .detail || pane == .events { side = pane }
    }

    /// The next pane in the order of their numbers, or the one before.
    mutating func step(by delta: Int) {
        let count = Pane.allCases.count
        let index = (pane.rawValue - 1 + delta + count) % count
        show(Pane.allCases[index])
    }

    mutating func grow() { zoom = Zoom(rawValue: zoom.rawValue + 1) ?? .full }
    mutating func shrink() { zoom = Zoom(rawValue: zoom.rawValue - 1) ?? .none }
    mutating func unzoom() { zoom = .none }
}
