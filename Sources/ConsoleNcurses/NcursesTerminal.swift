import CNcurses
public import ConsoleUI
import Glibc

/// A real terminal, through ncurses.
///
/// An actor on a thread of its own: every call of ncurses happens there. It takes the whole screen when it is opened
/// and must be closed; `close` gives back the screen, the terminal's modes, the signals and standard error. A crash of
/// the process gives them back, too.
public actor NcursesTerminal: Terminal {
    /// How a terminal is opened.
    public struct Options: Sendable {
        /// The kind of terminal: the variable TERM.
        public var term: String?
        /// The device; `/dev/tty`, the terminal of the process, unless told otherwise.
        public var device: String
        /// The locale, as in `setlocale`; empty for the one that the environment names.
        public var locale: String
        /// Where standard error goes while the terminal is open; `nil` leaves it.
        public var standardErrorFile: String?

        /// A terminal of the kind `term`.
        public init(
            term: String?, device: String = "/dev/tty", locale: String = "", standardErrorFile: String? = nil
        ) {
            self.term = term
            self.device = device
            self.locale = locale
            self.standardErrorFile = standardErrorFile
        }
    }

    /// What it can show.
    public nonisolated let abilities: TerminalAbilities
    /// Its size when it was opened.
    public nonisolated let initialSize: Size
    /// Keys, sizes and requests to end.
    public nonisolated let events: AsyncStream<TerminalEvent>

    nonisolated let thread: TerminalThread
    let continuation: AsyncStream<TerminalEvent>.Continuation
    let screen: CursesScreen
    var isOpen = true
    var shown: Frame?
    var drawing = CellConverter()
    var paste: PastedText?
    var keys = KeyReader()
    var loan: TerminalLoan?
    var onAlarm: (@Sendable () -> Void)?
    var mouse = MouseDecoder()

    /// The thread that owns ncurses.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Takes the screen.
    ///
    /// - Throws: `TerminalError` when there is no terminal, or one that cannot show the console. Nothing is changed
    ///   then.
    public static func open(_ options: Options) async throws -> NcursesTerminal {
        let thread = try TerminalThread()
        let terminal = try await Opener(thread: thread).open(options)
        await terminal.watch()
        return terminal
    }

    private init(thread: TerminalThread, screen: sending CursesScreen) {
        self.thread = thread
        self.screen = screen
        abilities = screen.abilities
        initialSize = screen.size
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(4096))
    }

    /// Gives everything back. Closing twice does nothing.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        thread.stopWatching()
        continuation.finish()
        screen.end()
    }

    /// Runs the opening on the thread, where there is no `NcursesTerminal` yet that could.
    private actor Opener {
        private nonisolated let thread: TerminalThread

        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

        init(thread: TerminalThread) {
            self.thread = thread
        }

        func open(_ options: Options) throws -> NcursesTerminal {
            NcursesTerminal(thread: thread, screen: try CursesScreen(options))
        }
    }

    /// Looks at the terminal and the signals, or at the signals alone while someone else has the terminal.
    func watch() {
        let descriptors = loan == nil ? screen.watchedDescriptors : [screen.signals.readEnd]
        thread.watch(descriptors) { [weak self] descriptor, readiness in
            self?.assumeIsolated { $0.becameReady(descriptor, readiness) }
        } onAlarm: { [weak self] in
            self?.assumeIsolated { $0.onAlarm?() }
        }
    }
}
