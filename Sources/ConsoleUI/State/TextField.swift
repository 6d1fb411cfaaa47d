import JobCore

/// One line of text that is being written.
public struct TextField: Equatable, Sendable {
    /// The text.
    public private(set) var text: String
    /// Where the next character goes, counted in characters.
    public private(set) var cursor: Int

    /// More characters than this are not taken.
    private let limit: Int

    /// A field with the cursor behind its text, which is taken as it is; later text of at most 1024 characters unless
    /// told otherwise.
    public init(_ text: String = "", limit: Int = 1024) {
        self.text = text
        self.limit = limit
        cursor = text.count
    }

    /// The same with likely secrets hidden, the cursor where it was.
    var masked: TextField {
        var field = self
        field.text = SecretName.masked(text)
        return field
    }

    /// Takes text at the cursor. Line ends and other controls become blanks.
    mutating func insert(_ more: String) {
        let line = String(
            more.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : $0 })
        let taken = String(line.prefix(max(0, limit - text.count)))
        // Marks may join with what stands before them: the cursor is found by what remains behind it.
        let behind = text.count - cursor
        text.insert(contentsOf: taken, at: index(cursor))
        cursor = max(0, text.count - behind)
    }

    /// Does what an editing key asks for; others do nothing.
    mutating func perform(_ command: KeyCommand) {
        switch command {
        case .fieldLeft: cursor = max(0, cursor - 1)
        case .fieldRight: cursor = min(text.count, cursor + 1)
        case .fieldStart: cursor = 0
        case .fieldEnd: cursor = text.count
        case .fieldErase where cursor > 0:
            text.remove(at: index(cursor - 1))
            cursor = min(cursor - 1, text.count)
        case .fieldErase: break
        case .fieldDelete where cursor < text.count: text.remove(at: index(cursor))
        case .fieldClear:
            text.removeSubrange(..<index(cursor))
            cursor = 0
        case .fieldEraseWord:
            let start = startOfWord()
            text.removeSubrange(index(start)..<index(cursor))
            cursor = start
        default: break
        }
    }

    private func startOfWord() -> Int {
        let before = Array(text.prefix(cursor))
        let word = before.lastIndex { $0 != " " } ?? -1
        guard word >= 0 else { return 0 }
        return before[...word].lastIndex(of: " ").map { $0 + 1 } ?? 0
    }

    private func index(_ offset: Int) -> String.Index {
        text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) ?? text.endIndex
    }
}
