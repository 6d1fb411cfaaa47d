/// Compares bytes, as they come, with the numbers from 1 on, each with leading zeros on a line of its own.
struct NumberedLines {
    let count: Int
    /// Of a line, with its newline.
    let length: Int
    private var line: [UInt8]
    /// How many lines were compared in full.
    private var number = 0
    /// How far the current line was compared.
    private var offset = 0

    init(count: Int, length: Int) {
        self.count = count
        self.length = length
        line = Array(repeating: UInt8(ascii: "0"), count: length - 1) + [UInt8(ascii: "\n")]
        increment()
    }

    /// Takes the next bytes.
    mutating func compare(_ bytes: UnsafeRawBufferPointer) throws {
        for byte in bytes {
            guard byte == line[offset], number < count else {
                throw BenchFailure(
                    "The stored log differs from what was written in line \(number + 1), byte \(offset).")
            }
            offset += 1
            if offset == length {
                number += 1
                offset = 0
                increment()
            }
        }
    }

    /// Says that no more bytes come.
    func finish() throws {
        guard number == count, offset == 0 else {
            throw BenchFailure("The stored log ends after \(number) of \(count) lines.")
        }
    }

    /// Adds one to the decimal number in `line`.
    private mutating func increment() {
        var place = length - 2
        while line[place] == UInt8(ascii: "9") {
            line[place] = UInt8(ascii: "0")
            place -= 1
        }
        line[place] += 1
    }
}
