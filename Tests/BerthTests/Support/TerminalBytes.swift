import Foundation

/// What a program sent to its terminal, read as a terminal reads it.
enum TerminalBytes {
    /// Every control and every sequence that ncurses does not send for `tmux-256color`, in hexadecimal words.
    ///
    /// The set is small on purpose: moving, erasing, scrolling, styles, modes, the alternative character set.
    static func foreign(in data: Data) -> [String] {
        var found: [String] = []
        var rest = [UInt8](data)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 0x1B: sequence(&rest, &found)
            // Bell, backspace, tab, newline, return, and the change of character sets that ends a style.
            case 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x0E, 0x0F: break
            case 0x00..<0x20, 0x7F: found.append(String(byte, radix: 16))
            case 0x80...: character(byte, &rest, &found)
            default: break
            }
        }
        return found
    }

    private static func sequence(_ rest: inout ArraySlice<UInt8>, _ found: inout [String]) {
        guard let kind = rest.popFirst() else { return }
        switch kind {
        case UInt8(ascii: "["):
            let parameters = rest.prefix { (0x20..<0x40).contains($0) }
            rest = rest.dropFirst(parameters.count)
            let final = rest.popFirst() ?? 0
            if !"ABCDGHJKLMPSTX@bdfhlmr".utf8.contains(final) {
                found.append("CSI " + String(decoding: parameters + [final], as: UTF8.self))
            }
        // A character set, with its name behind it.
        case UInt8(ascii: "("), UInt8(ascii: ")"): rest = rest.dropFirst()
        case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "7"), UInt8(ascii: "8"), UInt8(ascii: "M"): break
        default: found.append("ESC " + String(kind, radix: 16))
        }
    }

    /// Bytes of a character; those of U+0080 to U+009F and bytes that are no character are controls to some terminals.
    private static func character(_ first: UInt8, _ rest: inout ArraySlice<UInt8>, _ found: inout [String]) {
        let count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
        let bytes = [first] + rest.prefix(count)
        guard first >= 0xC2, let text = String(validating: bytes, as: UTF8.self),
            let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1, scalar.value >= 0xA0
        else {
            found.append(bytes.map { String($0, radix: 16) }.joined(separator: " "))
            return
        }
        rest = rest.dropFirst(count)
    }
}
