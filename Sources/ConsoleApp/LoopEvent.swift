import ConsoleUI

/// What can wake the loop.
enum LoopEvent: Sendable {
    /// Something the person did, or that must be seen at once.
    case input(ConsoleAction)
    /// Something that was read.
    case data(ConsoleAction)
    /// Something that was read for the first time because the person asked for it, and waits.
    case awaited(ConsoleAction)
    /// A frame that was put off is due, or an age on the screen has grown.
    case alarm
    /// What is done beside the first frame is done.
    case prepared
    /// The terminal has to be drawn anew.
    case resumed
    /// The console ends.
    case ended(ConsoleExit)
}
