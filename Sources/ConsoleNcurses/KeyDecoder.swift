import CNcurses
import ConsoleUI

/// Translates what ncurses reads into keys of ours.
enum KeyDecoder {
    /// A code of ncurses (`KEY_UP`); `nil` for one that we have no use for.
    static func key(code: CInt) -> Key? {
        switch code {
        case KEY_UP: .up
        case KEY_DOWN: .down
        case KEY_LEFT: .left
        case KEY_RIGHT: .right
        case KEY_HOME: .home
        case KEY_END: .end
        case KEY_PPAGE: .pageUp
        case KEY_NPAGE: .pageDown
        case KEY_ENTER: .enter
        case KEY_BTAB: .backTab
        case KEY_BACKSPACE: .backspace
        case KEY_DC: .delete
        case KEY_F0 + 1...KEY_F0 + 12: .function(Int(code - KEY_F0))
        default: nil
        }
    }

    /// A character that was typed.
    static func key(character: UInt32) -> Key? {
        switch character {
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x1B: return .escape
        case 0x08, 0x7F: return .backspace
        case 0x01...0x1A: return Unicode.Scalar(character + 0x60).map { .control($0) }
        case 0x20...: return Unicode.Scalar(character).map { .character($0) }
        default: return nil
        }
    }
}
