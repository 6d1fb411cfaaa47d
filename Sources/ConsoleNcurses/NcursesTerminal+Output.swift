import CNcurses
public import ConsoleUI
import Foundation
import Glibc

extension NcursesTerminal {
    /// Shows a frame: what is as it was is not touched, and ncurses sends only what differs.
    public func present(_ frame: Frame) {
        guard isOpen, loan == nil else { return }
        let window = berth_stdscr()
        let rows = min(frame.size.rows, Int(getmaxy(window)))
        let columns = min(frame.size.columns, Int(getmaxx(window)))
        let before = shown.flatMap { $0.size == frame.size ? $0 : nil }
        for row in 0..<rows {
            let changed =
                if let before { frame.changedColumns(ofRow: row, since: before) } else { 0..<frame.size.columns }
            guard let changed = changed?.clamped(to: 0..<columns), !changed.isEmpty else { continue }
            let start = frame.row(row).startIndex
            let cells = drawing.convert(frame.row(row)[start + changed.lowerBound..<start + changed.upperBound])
            mvwadd_wchnstr(window, CInt(row), CInt(changed.lowerBound), cells, CInt(cells.count))
        }
        screen.device.sendingAtOnce { wrefresh(window) }
        shown = frame
    }

    /// Calls `onAlarm` once, on the terminal, at that time or soon after; replaces what was set before.
    public func setAlarm(at deadline: ContinuousClock.Instant?, _ onAlarm: @escaping @Sendable () -> Void) {
        guard isOpen else { return }
        self.onAlarm = onAlarm
        thread.setAlarm(in: deadline.map { $0 - .now })
    }

    /// Forgets what is on the screen, so that the next frame is sent whole.
    public func invalidate() {
        guard isOpen, loan == nil else { return }
        clearok(berth_stdscr(), true)
        shown = nil
    }

    /// Puts text on the clipboard of whoever sits at the terminal (OSC 52).
    ///
    /// Base64, so that nothing in it can end the sequence.
    public func copy(_ text: String) {
        guard isOpen else { return }
        let encoded = Data(text.utf8).base64EncodedString()
        screen.device.send(Array("\u{1B}]52;c;\(encoded)\u{07}".utf8))
    }

    /// Rings the bell and sends a notification (OSC 9), which terminals that do not know it leave out.
    public func notify(_ text: String) {
        guard isOpen, loan == nil else { return }
        // The text is harmless already; a control in it would end the sequence early.
        let line = text.utf8.filter { $0 >= 0x20 && $0 != 0x7F }
        screen.device.send([0x07] + Array("\u{1B}]9;".utf8) + line + [0x07])
    }

    /// Whether the mouse is ours, or the terminal's own for selecting text.
    public func captureMouse(_ isOurs: Bool) {
        guard isOpen else { return }
        CursesScreen.captureMouse(isOurs)
    }

    /// Gives the screen back, stops the process until it is continued, and takes the screen again. A `resumed` event
    /// follows.
    public func suspend() {
        guard isOpen else { return }
        screen.suspend()
    }
}
