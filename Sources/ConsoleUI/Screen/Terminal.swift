/// The screen and keyboard that the console runs on.
///
/// `NcursesTerminal` is a real one, `TestTerminal` a grid of cells in memory.
public protocol Terminal: Sendable {
    /// What it can show.
    var abilities: TerminalAbilities { get }
    /// Its size when it was opened; later sizes come as events.
    var initialSize: Size { get }
    /// Keys, sizes and requests to end, in order, from the opening on; ends when the terminal is closed. Can be read
    /// once.
    var events: AsyncStream<TerminalEvent> { get }
    /// Shows a frame. Only what has changed since the last one is sent.
    func present(_ frame: Frame) async
    /// Forgets what is on the screen, so that the next frame is sent whole.
    func invalidate() async
    /// Puts text on the clipboard of whoever sits at it (OSC 52). Not every terminal does it, and none tells.
    func copy(_ text: String) async
    /// Rings the bell and shows a line outside of the screen, where the terminal can (OSC 9).
    func notify(_ text: String) async
    /// Whether the mouse is ours, or the terminal's own for selecting text.
    func captureMouse(_ isOurs: Bool) async
    /// Gives the screen back, stops the process until it is continued, and takes the screen again.
    func suspend() async
    /// Gives the screen to someone else for the time of `body`, takes it again afterwards; a `resumed` event follows.
    ///
    /// Meanwhile nothing is read from it and no frame is shown. A ^C or ^Z on it belongs to whoever has it; a request to
    /// end, or a hang-up, cancels the task in which `body` runs.
    func lend<Result: Sendable>(
        _ modes: LentTerminal.Modes, to body: @escaping @Sendable (LentTerminal) async -> Result
    ) async -> Result
}
