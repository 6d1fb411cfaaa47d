import ConsoleUI
import Glibc

/// A line of one stream that is being searched, as far as it was read: a match may lie across the borders of records.
struct OpenLine {
    /// Its number; −1 before the first.
    private(set) var line: Int64 = -1
    private var isFound = false
    /// The end of the text that was searched, in which a match may begin.
    private var tail: [UInt8] = []
    /// Bytes of which is not known yet what they are.
    private var undecided: [UInt8] = []

    mutating func begin(_ line: Int64) {
        self.line = line
        isFound = false
        tail.removeAll(keepingCapacity: true)
        undecided.removeAll(keepingCapacity: true)
    }

    /// Searches the next bytes of the line, and notes or takes back that it matches.
    mutating func add(
        _ bytes: UnsafeRawBufferPointer, isEnd: Bool, _ pattern: LogPattern, _ lines: inout LineSet
    ) {
        guard !undecided.isEmpty else { return take(bytes, isEnd: isEnd, pattern, &lines) }
        let joined = undecided + bytes
        undecided.removeAll(keepingCapacity: true)
        joined.withUnsafeBytes { take($0, isEnd: isEnd, pattern, &lines) }
    }

    private mutating func take(
        _ bytes: UnsafeRawBufferPointer, isEnd: Bool, _ pattern: LogPattern, _ lines: inout LineSet
    ) {
        var end = bytes.count
        if isEnd {
            while end > 0, bytes[end - 1] == 0x0D { end -= 1 }
        } else {
            end -= LogShownText.undecidedSuffix(of: bytes)
            // Of many carriage returns in a row one says it all.
            undecided.append(contentsOf: bytes[end...].first == 0x0D ? bytes[end...].prefix(1) : bytes[end...])
        }
        var start = 0
        while start < end, let base = bytes.baseAddress, let found = memchr(base + start, 0x0D, end - start) {
            start = UnsafeRawPointer(found) - base + 1
        }
        if start > 0 { overwrite(&lines) }
        search(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), pattern, &lines)
    }

    /// A carriage return: what was there before is not to be seen any more.
    private mutating func overwrite(_ lines: inout LineSet) {
        if isFound { lines.remove(line) }
        isFound = false
        tail.removeAll(keepingCapacity: true)
    }

    private mutating func search(_ bytes: UnsafeRawBufferPointer, _ pattern: LogPattern, _ lines: inout LineSet) {
        guard !isFound, !bytes.isEmpty else { return }
        LogShownText.appendWithoutColors(bytes, to: &tail)
        isFound = tail.withUnsafeMutableBytes { text in
            pattern.fold(text)
            return pattern.firstMatch(in: UnsafeRawBufferPointer(text)) != nil
        }
        if isFound { lines.insert(line) }
        tail.removeFirst(max(0, tail.count - pattern.length + 1))
    }
}
