/// Tells which bytes sent to a terminal are not ours: anything but printable text, line controls, and the cursor,
/// erase, attribute and mode sequences that ncurses makes from terminfo.
struct SequenceParser {
    private static let finalBytes = Set("ABCDGHJKLMPSTXZ@bdfhlmr".utf8)

    /// The first foreign sequences, as text; empty when there is none.
    static func foreignSequences(in bytes: [UInt8]) -> [String] {
        var found: [String] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case 0x1B:
                if let foreign = foreignEscape(&rest) { found.append(foreign) }
            case 0x08, 0x0A, 0x0D, 0x20...0x7E, 0x80...0xFF:
                break
            default:
                found.append("control \(byte)")
            }
        }
        if String(validating: bytes, as: UTF8.self)?.unicodeScalars.contains(where: isC1) ?? true {
            found.append("C1 control or invalid UTF-8")
        }
        return found
    }

    private static func foreignEscape(_ rest: inout ArraySlice<UInt8>) -> String? {
        switch rest.popFirst() {
        case UInt8(ascii: "["):
            let parameters = rest.prefix { (0x30...0x3F).contains($0) }
            rest = rest.dropFirst(parameters.count)
            let final = rest.popFirst()
            // xterm's description of the full screen saves and restores the window's title.
            let savesTitle =
                final == UInt8(ascii: "t")
                && ["22;0;0", "23;0;0"].contains(String(decoding: parameters, as: UTF8.self))
            guard let final, finalBytes.contains(final) || savesTitle else {
                return "CSI \(String(decoding: parameters, as: UTF8.self)) \(final ?? 0)"
            }
            return nil
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            rest = rest.dropFirst()
            return nil
        case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "7"), UInt8(ascii: "8"), UInt8(ascii: "M"):
            return nil
        case let other:
            return "ESC \(other ?? 0)"
        }
    }

    private static func isC1(_ scalar: Unicode.Scalar) -> Bool {
        (0x80...0x9F).contains(scalar.value)
    }
}
