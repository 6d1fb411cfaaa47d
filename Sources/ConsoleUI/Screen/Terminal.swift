/// The screen and keyboard that the console runs on.
///
/// `NcursesTerminal` is a real one, `TestTerminal` a grid of cells in memory. An actor, on which the console's loop runs, too:
/// from a key, or from the alarm, to the screen no other thread takes part.
public protocol Terminal: Actor {
    /// What it can show.
    nonisolated var abilities: TerminalAbilities { get }
    /// Its size when it was opened; later sizes come as events.
    nonisolated var initialSize: Size { get }
    /// Keys, sizes and requests to end, in order, from the opening on; ends when the terminal is closed. Can be read
    /// once.
    nonisolated var events: AsyncStream<TerminalEvent> { get }
    /// Shows a frame. Only what has changed since the last one is sent.
    func present(_ frame: Frame)
    /// Calls `onAlarm` once, on the terminal, at that time or soon after. What was set before is taken back; `nil` sets
    /// nothing anew.
    func setAlarm(at deadline: ContinuousClock.Instant?, _ onAlarm: @escaping @Sendable () -> Void)
    /// Forgets what is on the screen, so that the next frame is sent whole.
    func invalidate()
    /// Puts text on the clipboard of whoever sits at it (OSC 52). Not every terminal does it, and none tells.
    func copy(_ text: String)
    /// Rings the bell and shows a line outside of the screen, where the terminal can (OSC 9).
    func notify(_ text: String)
    /// Whether the mouse is ours, or the terminal's own for selecting text.
    func captureMouse(_ isOurs: Bool)
    /// Gives the screen back, stops the process until it is continued, and takes the screen again.
    func suspend()
    /// Gives the screen to someone else for the time of `body`, takes it again afterwards; a `resumed` event follows.
    ///
    /// Meanwhile nothing is read from it and no frame is shown. A ^C or ^Z on it belongs to whoever has it; a request to
    /// end, or a hang-up, cancels the task in which `body` runs.
    func lend<Result: Sendable>(
        _ modes: LentTerminal.Modes, to body: @escaping @Sendable (LentTerminal) async -> Result
    ) async -> Result
}
