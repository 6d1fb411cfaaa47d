import CNcurses
import ConsoleUI
import Glibc

extension NcursesTerminal {
    /// Called by the thread, on the thread.
    func becameReady(_ descriptor: CInt, _ readiness: TerminalThread.Readiness) {
        guard isOpen else { return }
        if descriptor == screen.signals.readEnd {
            screen.signals.drain().forEach(handle(signal:))
        } else if readiness == .hungUp {
            continuation.yield(.hungUp)
            continuation.finish()
        } else {
            readKeys()
        }
    }

    func handle(signal: CInt) {
        if let loan { return loan.handle(signal: signal, size: screen.device.size, telling: continuation) }
        switch signal {
        case SIGWINCH: resize()
        case SIGTSTP: continuation.yield(.suspendRequested)
        case SIGCONT: takeAgain()
        case SIGHUP: continuation.yield(.hungUp)
        default: continuation.yield(.terminated(signal: signal))
        }
    }

    private func resize() {
        guard let size = screen.device.size else { return }
        resizeterm(size.rows, size.columns)
        werase(berth_stdscr())
        shown = nil
        continuation.yield(.resized(Size(columns: Int(size.columns), rows: Int(size.rows))))
    }

    /// After SIGCONT, or after a loan: the shell has set its own modes, and the window may have another size.
    func takeAgain() {
        screen.takeAgain()
        shown = nil
        resize()
        continuation.yield(.resumed)
    }

    /// Reads all that waits.
    private func readKeys() {
        keys.begin(at: .now)
        while true {
            var character: wint_t = 0
            let result = wget_wch(berth_stdscr(), &character)
            if result == ERR { break }
            if result == KEY_CODE_YES {
                take(code: CInt(character))
            } else if paste != nil {
                if let scalar = Unicode.Scalar(character) { paste?.append(scalar) }
            } else {
                yield(keys.read(character))
            }
        }
        yield(keys.flush(endingRead: true))
    }

    /// Takes what ncurses decoded.
    private func take(code: CInt) {
        yield(keys.flush())
        switch code {
        case ExtraKeys.pasteStart: paste = PastedText()
        case ExtraKeys.pasteEnd:
            guard let paste else { return }
            self.paste = nil
            continuation.yield(.pasted(paste.text))
        case _ where paste != nil: break
        case KEY_MOUSE:
            if let event = mouse.next() { continuation.yield(.mouse(event)) }
        default:
            if let key = KeyDecoder.key(code: code) { yield([key]) }
        }
    }

    private func yield(_ keys: [Key]) {
        for key in keys { continuation.yield(.key(key)) }
    }
}
