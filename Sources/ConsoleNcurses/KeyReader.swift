import ConsoleUI

/// Makes keys of the characters that ncurses did not decode.
///
/// Escape and a character that come in one read are Alt and that character. An escape sequence that ncurses does not know
/// (a terminal's answer, a report of a mouse, a key of a newer protocol) is swallowed to its end: taken for keys, it would
/// change jobs. The forms are those of ECMA-48: `ESC [` and `ESC O` end with a byte of 0x40 to 0x7E, `ESC ] P _ ^ X` with
/// `ESC \` or BEL.
struct KeyReader {
    private enum State: Equatable {
        case ground
        /// Escape was read; what comes in the same read decides.
        case escape
        /// In a sequence that a final byte ends; `isFirst` right behind `ESC [`.
        case control(isFirst: Bool)
        /// In one of a known length.
        case rest(Int)
        /// In a string, and behind an escape in it.
        case string
        case stringEscape
    }

    private var state = State.ground
    private var lastRead: ContinuousClock.Instant?
    /// Of a sequence that is torn over two reads: how many characters more it may have.
    private var left: Int?

    /// The rest of a torn sequence comes within this time, or not at all: what comes later is a key.
    static let patience = Duration.milliseconds(250)
    /// The rest of a torn sequence has at most so many characters.
    static let maxRest = 64

    /// A read begins.
    mutating func begin(at now: ContinuousClock.Instant) {
        if let lastRead, now - lastRead > Self.patience { state = .ground }
        if state != .ground, left == nil { left = Self.maxRest }
        lastRead = now
    }

    /// A character was read; answers the keys that are certain by it.
    mutating func read(_ character: UInt32) -> [Key] {
        if state == .ground {
            return plain(character)
        } else if let left {
            guard left > 0 else { return plain(character) }
            self.left = left - 1
        }
        switch state {
        case .ground: return plain(character)
        case .escape: return afterEscape(character)
        case .control(let isFirst): return inControl(character, isFirst: isFirst)
        case .rest(let count): state = count > 1 ? .rest(count - 1) : .ground
        case .string: return inString(character)
        case .stringEscape:
            guard character == Self.backslash else { return afterEscape(character) }
            state = .ground
        }
        return []
    }

    /// Something came that ncurses knows, or the read ends: an escape that waits is the key. A sequence is broken off by what
    /// ncurses knows, and goes on in the next read.
    mutating func flush(endingRead: Bool = false) -> [Key] {
        let isEscape = state == .escape || state == .stringEscape
        if isEscape || !endingRead { state = .ground }
        return isEscape ? [.escape] : []
    }

    private mutating func plain(_ character: UInt32) -> [Key] {
        left = nil
        state = character == Self.escape ? .escape : .ground
        return state == .escape ? [] : KeyDecoder.key(character: character).map { [$0] } ?? []
    }

    private mutating func afterEscape(_ character: UInt32) -> [Key] {
        left = nil
        state = .ground
        switch Unicode.Scalar(character) {
        case "[": state = .control(isFirst: true)
        case "O": state = .control(isFirst: false)
        case "]", "P", "_", "^", "X": state = .string
        default:
            let keys = plain(character)
            if case .character(let scalar)? = keys.first { return [.alt(scalar)] }
            return [.escape] + keys
        }
        return []
    }

    private mutating func inControl(_ character: UInt32, isFirst: Bool) -> [Key] {
        switch character {
        case 0x20...0x3F: state = .control(isFirst: false)
        // F1 to F5 of the Linux console: `ESC [ [ A`.
        case Self.bracket where isFirst: state = .rest(1)
        // The mouse as terminals reported it first: button, column and row in a character each.
        case Self.oldMouse where isFirst: state = .rest(3)
        case 0x40...0x7E: state = .ground
        // No such character is in a sequence: it was broken off.
        default: return plain(character)
        }
        return []
    }

    private mutating func inString(_ character: UInt32) -> [Key] {
        switch character {
        case Self.bell, Self.stringTerminator: state = .ground
        case Self.escape: state = .stringEscape
        // Control-C works always; CAN and SUB break a string off.
        case 0x03, 0x18, 0x1A: return plain(character)
        default: break
        }
        return []
    }

    private static let escape: UInt32 = 0x1B
    private static let bracket = ("[" as Unicode.Scalar).value
    private static let oldMouse = ("M" as Unicode.Scalar).value
    private static let backslash = ("\\" as Unicode.Scalar).value
    private static let bell: UInt32 = 0x07
    private static let stringTerminator: UInt32 = 0x9C
}
