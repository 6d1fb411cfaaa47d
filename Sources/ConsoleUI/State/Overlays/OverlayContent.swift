/// Something that lies over the main screen: a value of its own, with its own keys and its own view.
///
/// To add one: its state (which conforms to this), its view, its scope in `KeyScope` with rows in the key table, and its
/// case in `Overlay`.
protocol OverlayContent: Equatable, Sendable {
    /// Itself as the overlay that the state keeps.
    var overlay: Overlay { get }
    /// The scopes of the key table that are open while it is on top, the most special one first.
    var scopes: [KeyScope] { get }
    /// Whether characters and pasted text go to `type` before the key table is asked.
    var takesText: Bool { get }

    /// Takes what was typed or pasted, where it takes text.
    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome
    /// Does what a key asks for.
    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome
    /// Takes a press of the mouse on it.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome
    /// Takes the answer to a question; the generation tells whether it was its own.
    mutating func receive(_ reply: ConsoleReply, generation: Int)
    /// Follows what it shows after any change, so that the selection stays on its thing.
    mutating func settle(in state: ConsoleState)
    /// Whether the footer names a key.
    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool
    /// Draws itself over the main screen.
    func draw(_ state: ConsoleState, on painter: inout Painter)
}

extension OverlayContent {
    var takesText: Bool { false }
    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome { .stays }
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome { .stays }
    mutating func receive(_ reply: ConsoleReply, generation: Int) {}
    mutating func settle(in state: ConsoleState) {}
    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool { true }
}
