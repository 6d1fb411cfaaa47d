import CNcurses
import ConsoleUI

/// Translates what ncurses knows of the mouse into events of ours, and sees that two presses are one double press.
struct MouseDecoder {
    private var last: (event: MouseEvent, at: ContinuousClock.Instant)?

    /// Two presses within this time are one.
    private static let doublePress = Duration.milliseconds(400)

    /// The event that is announced by `KEY_MOUSE`; `nil` for one that we have no use for.
    mutating func next(now: ContinuousClock.Instant = .now) -> MouseEvent? {
        var event = MEVENT()
        guard getmouse(&event) == OK else { return nil }
        let state = UInt(event.bstate)
        let kind: MouseEvent.Kind
        if berth_mouse_is_double_press(state) {
            kind = .doublePress
        } else if berth_mouse_is_press(state) {
            kind = .press
        } else if berth_mouse_is_wheel_up(state) {
            kind = .wheelUp
        } else if berth_mouse_is_wheel_down(state) {
            kind = .wheelDown
        } else {
            return nil
        }
        let press = MouseEvent(kind, column: Int(event.x), row: Int(event.y))
        if kind == .press, let last, last.event == press, now - last.at < Self.doublePress {
            self.last = nil
            return MouseEvent(.doublePress, column: press.column, row: press.row)
        }
        last = kind == .press ? (press, now) : nil
        return press
    }
}
