/// One pass over foreign bytes for `TerminalSafe`.
struct TerminalSafeWriter {
    let purpose: TerminalSafe.Purpose
    var output: [UInt8] = []
    private var marks = 0
    private var droppedMarks = 0
    private var previous: UInt32 = 0

    init(purpose: TerminalSafe.Purpose, capacity: Int) {
        self.purpose = purpose
        output.reserveCapacity(capacity)
    }

    mutating func write(_ input: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < input.count {
            let byte = input[index]
            if byte < 0x80 {
                endCharacter()
                index += writeASCII(byte, next: index + 1 < input.count ? input[index + 1] : nil)
                previous = UInt32(byte)
            } else if let found = UTF8Scalar(in: input, at: index) {
                write(found.scalar, encoded: input[index..<index + found.length])
                index += found.length
            } else {
                endCharacter()
                writeMark("<" + Self.hexadecimal(UInt32(byte), digits: 2) + ">")
                index += 1
            }
        }
        endCharacter()
    }

    /// Writes one ASCII byte; the answer is how many bytes of the input it stands for.
    private mutating func writeASCII(_ byte: UInt8, next: UInt8?) -> Int {
        switch byte {
        case 0x20..<0x7F:
            output.append(byte)
        case 0x09 where purpose == .log, 0x0A where purpose == .log:
            output.append(byte)
        case 0x0D where purpose == .log && next == 0x0A:
            output.append(0x0A)
            return 2
        default:
            output.append(0x5E)
            output.append(byte ^ 0x40)
        }
        return 1
    }

    private mutating func write(_ scalar: Unicode.Scalar, encoded: Slice<UnsafeBufferPointer<UInt8>>) {
        let value = scalar.value
        if purpose == .log, Self.belongsToEmoji(value, after: previous) { return }
        defer { previous = value }
        if (0x80...0x9F).contains(value) {
            endCharacter()
            writeMark("<" + Self.hexadecimal(value, digits: 2) + ">")
        } else if Self.isHidden(value) {
            endCharacter()
            writeMark("<U+" + Self.hexadecimal(value, digits: 4) + ">")
        } else if value >= 0x300, DisplayWidth.columns(of: scalar) == 0 {
            marks += 1
            if marks > TerminalSafe.marksPerCharacter {
                droppedMarks += 1
            } else {
                output.append(contentsOf: encoded)
            }
        } else {
            endCharacter()
            output.append(contentsOf: encoded)
        }
    }

    /// Tells how many marks of a flood were left out, and starts counting anew.
    private mutating func endCharacter() {
        if droppedMarks > 0 {
            writeMark("<+\(droppedMarks)>")
        }
        marks = 0
        droppedMarks = 0
    }

    private mutating func writeMark(_ mark: String) {
        output.append(contentsOf: mark.utf8)
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// Variation selectors 15 and 16, and the joiner between pictures: ordinary emoji hold them, without a picture of
    /// their own.
    private static func belongsToEmoji(_ value: UInt32, after previous: UInt32) -> Bool {
        value == 0xFE0E || value == 0xFE0F || (value == 0x200D && previous >= 0x2000)
    }

    /// Scalars that change the order of others, cannot be seen, or are no characters at all.
    private static func isHidden(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F: true
        case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
        case 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFDD0...0xFDEF: true
        case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}
