import CNcurses
import ConsoleUI
import Glibc
import Synchronization

/// The screen in full-screen mode with all that was changed for it: modes, signals, crash guard, standard error.
///
/// Lives on the thread that owns ncurses.
struct CursesScreen {
    let abilities: TerminalAbilities
    let size: Size
    let signals: TerminalSignals
    let device: TerminalDevice
    private let screen: OpaquePointer
    private let standardError: StandardErrorRedirect?

    /// ncurses and the handlers of signals keep their state in globals: there is one screen in a process at a time.
    private static let isTaken = Atomic(false)

    init(_ options: NcursesTerminal.Options) throws {
        guard !Self.isTaken.exchange(true, ordering: .acquiringAndReleasing) else { throw TerminalError.alreadyOpen }
        do {
            try self.init(taking: options)
        } catch {
            Self.isTaken.store(false, ordering: .releasing)
            throw error
        }
    }

    private init(taking options: NcursesTerminal.Options) throws {
        guard let term = options.term, !term.isEmpty else { throw TerminalError.termNotSet }
        setlocale(LC_CTYPE, options.locale)
        let device = try TerminalDevice(path: options.device)
        do {
            let signals = try TerminalSignals()
            do {
                screen = try Self.makeScreen(term: term, device: device)
                standardError = try Self.redirect(options.standardErrorFile, screen: screen)
            } catch {
                signals.end(disarmingCrashGuard: false)
                throw error
            }
            self.signals = signals
        } catch {
            device.restoreModes()
            device.close()
            throw error
        }
        self.device = device
        abilities = TerminalAbilities(colors: Int(berth_colors()), isUTF8: berth_charset_is_utf8())
        if let size = device.size { resizeterm(size.rows, size.columns) }
        size = Size(columns: Int(getmaxx(berth_stdscr())), rows: Int(getmaxy(berth_stdscr())))
        enter()
        signals.armCrashGuard(
            terminal: device.descriptor, standardError: standardError?.original ?? -1, modes: device.modes,
            reset: Self.resetSequence())
    }

    /// What the thread has to poll.
    var watchedDescriptors: [CInt] { [device.descriptor, signals.readEnd] }

    /// Gives everything back.
    func end() {
        leave()
        signals.end(disarmingCrashGuard: true)
        delscreen(screen)
        device.restoreModes()
        device.close()
        standardError?.end()
        Self.isTaken.store(false, ordering: .releasing)
    }

    /// Gives the screen back, stops the process, and takes the screen again when it is continued.
    func suspend() {
        giveAway(.found)
        // Not `kill`: that may return before the whole process has stopped.
        raise(SIGSTOP)
        reset_prog_mode()
        enter()
    }

    /// The modes of a full screen again, after someone else had the terminal.
    func takeAgain() {
        reset_prog_mode()
        enter()
    }

    /// Gives the screen to someone else; `takeAgain` ends it.
    func giveAway(_ modes: LentTerminal.Modes) {
        leave()
        switch modes {
        case .found: device.restoreModes()
        case .raw: device.setRawModes()
        }
    }

    private func enter() {
        clearok(berth_stdscr(), true)
        wrefresh(berth_stdscr())
        device.send(Self.capability("BE"))
    }

    private func leave() {
        device.send(Self.capability("BD"))
        if berth_capability("rmcup") == nil {
            // Without a second screen to leave, what we drew would stay under what comes next.
            werase(berth_stdscr())
            wrefresh(berth_stdscr())
        }
        endwin()
    }

    private static func makeScreen(term: String, device: TerminalDevice) throws -> OpaquePointer {
        guard let screen = newterm(term, device.output, device.input) else {
            throw TerminalError.unknownTerminal(term)
        }
        guard berth_capability("cup") != nil else {
            endwin()
            delscreen(screen)
            throw TerminalError.tooSimple(term)
        }
        raw()
        noecho()
        nonl()
        curs_set(0)
        set_escdelay(25)
        if has_colors() {
            start_color()
            use_default_colors()
        }
        let window = berth_stdscr()
        keypad(window, true)
        nodelay(window, true)
        leaveok(window, true)
        // A frame is sent whole, whatever was typed meanwhile.
        typeahead(-1)
        ExtraKeys.define()
        Self.captureMouse(true)
        return screen
    }

    /// Clicks are told at once: ncurses would wait to see whether a second one comes.
    static func captureMouse(_ isOurs: Bool) {
        mouseinterval(0)
        mousemask(isOurs ? mmask_t(berth_mouse_mask()) : 0, nil)
    }

    private static func redirect(_ path: String?, screen: OpaquePointer) throws -> StandardErrorRedirect? {
        guard let path else { return nil }
        do {
            return try StandardErrorRedirect(path: path)
        } catch {
            endwin()
            delscreen(screen)
            throw error
        }
    }

    /// What leaves the full-screen mode, for a moment when ncurses cannot be called any more.
    private static func resetSequence() -> [UInt8] {
        ["BD", "sgr0", "op", "cnorm", "rmkx", "rmcup"].flatMap { capability($0) } + [0x0D, 0x0A]
    }

    /// A capability without its padding marks (`$<5>`); empty when the terminal has none of that name.
    private static func capability(_ name: String) -> [UInt8] {
        guard let value = berth_capability(name) else { return [] }
        var result: [UInt8] = []
        var bytes = Array(String(cString: value).utf8)[...]
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "$"), bytes.first == UInt8(ascii: "<"),
                let end = bytes.firstIndex(of: UInt8(ascii: ">"))
            {
                bytes = bytes[(end + 1)...]
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
