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

    /// Reads all that waits. Escape and a character that come together are Alt and that character.
    private func readKeys() {
        var isAfterEscape = false
        while true {
            var character: wint_t = 0
            let result = wget_wch(berth_stdscr(), &character)
            if result == ERR { break }
            if result == KEY_CODE_YES, CInt(character) == ExtraKeys.pasteStart || CInt(character) == ExtraKeys.pasteEnd
            {
                endOrStartPaste(CInt(character))
                continue
            }
            if paste != nil {
                collect(result == KEY_CODE_YES ? nil : character)
                continue
            }
            if result == KEY_CODE_YES, CInt(character) == KEY_MOUSE {
                if let event = mouse.next() { continuation.yield(.mouse(event)) }
                continue
            }
            let key =
                result == KEY_CODE_YES
                ? KeyDecoder.key(code: CInt(character)) : KeyDecoder.key(character: character)
            if isAfterEscape, case .character(let scalar)? = key {
                continuation.yield(.key(.alt(scalar)))
                isAfterEscape = false
                continue
            }
            if isAfterEscape { continuation.yield(.key(.escape)) }
            isAfterEscape = key == .escape
            if let key, !isAfterEscape { continuation.yield(.key(key)) }
        }
        if isAfterEscape { continuation.yield(.key(.escape)) }
    }

    private func endOrStartPaste(_ code: CInt) {
        if code == ExtraKeys.pasteStart {
            paste = ""
        } else if let text = paste {
            paste = nil
            continuation.yield(.pasted(text))
        }
    }

    private func collect(_ character: wint_t?) {
        guard let character, let scalar = Unicode.Scalar(character), (paste?.utf8.count ?? 0) < 1 << 20 else { return }
        paste?.unicodeScalars.append(scalar)
    }
}
