/// A set of line numbers that answers at once which one is the n-th and how many come before a line: one bit a line
/// where there are any, nothing where there are none.
struct LineSet {
    /// How many lines it holds.
    private(set) var count: Int64 = 0
    /// The parts of `linesPerPart` lines that are not empty, in order.
    private var parts: [Part] = []
    private var words: [UInt64] = []

    private struct Part {
        let number: Int64
        /// Lines of the set in the parts before.
        var before: Int64
    }

    private static let wordsPerPart = 64
    private static let linesPerPart: Int64 = 64 * 64

    mutating func insert(_ line: Int64) {
        change(line, to: true)
    }

    mutating func insert(_ lines: Range<Int64>) {
        for line in lines { change(line, to: true) }
    }

    mutating func remove(_ line: Int64) {
        change(line, to: false)
    }

    func contains(_ line: Int64) -> Bool {
        guard let part = index(ofPart: line / Self.linesPerPart) else { return false }
        let (word, bit) = Self.place(of: line)
        return words[part * Self.wordsPerPart + word] & bit != 0
    }

    /// How many lines of the set come before `line`.
    func rank(of line: Int64) -> Int64 {
        let number = line / Self.linesPerPart
        let place = insertionIndex(ofPart: number)
        guard place < parts.count else { return count }
        guard parts[place].number == number else { return parts[place].before }
        let (word, bit) = Self.place(of: line)
        let start = place * Self.wordsPerPart
        let inPart = words[start..<start + word].reduce(0) { $0 + $1.nonzeroBitCount }
        return parts[place].before + Int64(inPart + (words[start + word] & (bit &- 1)).nonzeroBitCount)
    }

    /// The line that has `rank` lines of the set before it; `rank` must be less than `count`.
    func line(at rank: Int64) -> Int64 {
        var (low, high) = (0, parts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if parts[middle].before <= rank { low = middle } else { high = middle - 1 }
        }
        var rest = Int(rank - parts[low].before)
        var word = low * Self.wordsPerPart
        while rest >= words[word].nonzeroBitCount {
            rest -= words[word].nonzeroBitCount
            word += 1
        }
        var bits = words[word]
        for _ in 0..<rest { bits &= bits &- 1 }
        return parts[low].number * Self.linesPerPart
            + Int64((word - low * Self.wordsPerPart) * 64 + bits.trailingZeroBitCount)
    }

    private mutating func change(_ line: Int64, to isMember: Bool) {
        let number = line / Self.linesPerPart
        let part: Int
        if let last = parts.last, last.number == number {
            part = parts.count - 1
        } else {
            part = insertionIndex(ofPart: number)
            if part == parts.count || parts[part].number != number {
                guard isMember else { return }
                parts.insert(Part(number: number, before: part < parts.count ? parts[part].before : count), at: part)
                words.insert(
                    contentsOf: repeatElement(0, count: Self.wordsPerPart), at: part * Self.wordsPerPart)
            }
        }
        let (word, bit) = Self.place(of: line)
        guard (words[part * Self.wordsPerPart + word] & bit != 0) != isMember else { return }
        words[part * Self.wordsPerPart + word] ^= bit
        let step: Int64 = isMember ? 1 : -1
        count += step
        // Lines come in order but for a few, so that there are hardly ever parts behind.
        for later in (part + 1)..<max(part + 1, parts.count) { parts[later].before += step }
    }

    private static func place(of line: Int64) -> (word: Int, bit: UInt64) {
        let inPart = Int(line % linesPerPart)
        return (inPart / 64, 1 << UInt64(inPart % 64))
    }

    private func index(ofPart number: Int64) -> Int? {
        let index = insertionIndex(ofPart: number)
        return index < parts.count && parts[index].number == number ? index : nil
    }

    private func insertionIndex(ofPart number: Int64) -> Int {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
