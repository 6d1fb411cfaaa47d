/// Reads one command line as a shell would: words, quotes, lines joined by a backslash, variables, and the few commands
/// whose output everybody puts into `docker run` lines. What else a shell would do is refused by name, since leaving it out
/// would change what runs (POSIX.1-2017, Shell Command Language, 2.2 and 2.6).
public struct ShellLine {
    /// The value of a variable.
    private let variable: (String) -> String?
    /// The output of commands, such as `pwd`, by their text.
    private let outputs: [String: String]
    private let field: String

    private var rest: Substring.UnicodeScalarView
    private var word: String.UnicodeScalarView?
    private var words: [String] = []

    /// Reads a line.
    ///
    /// - Parameter field: what to call it in errors.
    /// - Throws: `InvalidInput` for a quote that is not closed, a variable that is not set, a pipe and the like.
    public static func words(
        _ text: String, field: String, variable: @escaping (String) -> String?, outputs: [String: String]
    ) throws(InvalidInput) -> [String] {
        var line = ShellLine(text: text, field: field, variable: variable, outputs: outputs)
        try line.read()
        return line.words
    }

    private init(text: String, field: String, variable: @escaping (String) -> String?, outputs: [String: String]) {
        self.field = field
        self.variable = variable
        self.outputs = outputs
        rest = text.replacing("\r\n", with: "\n")[...].unicodeScalars
    }

    private mutating func read() throws(InvalidInput) {
        while let scalar = rest.popFirst() {
            switch scalar {
            case " ", "\t", "\r": endWord()
            case "\n": try endLine()
            case "#" where word == nil: rest = rest.drop { $0 != "\n" }
            case "'": try readSingleQuoted()
            case "\"": try readDoubleQuoted()
            case "\\": try readEscaped()
            case "$", "`": append(try expanded(scalar))
            case "|", ";", "&", "<", ">", "(", ")":
                throw refuse(
                    "'\(scalar)' is the shell's and no part of one `run` line. Take it and what belongs to it out, or put it in quotes into the job's own command."
                )
            default: append(scalar)
            }
        }
        endWord()
    }

    private mutating func append(_ scalar: Unicode.Scalar) { word = (word ?? .init()) + [scalar] }
    private mutating func append(_ text: String) { word = (word ?? .init()) + text.unicodeScalars }

    private mutating func endWord() {
        if let word { words.append(String(word)) }
        word = nil
    }

    /// An end of line is a blank where nothing follows, or only further options: people lose the backslash in copying.
    private mutating func endLine() throws(InvalidInput) {
        endWord()
        let next = rest.drop { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
        guard let first = next.first, first != "-", first != "#", !words.isEmpty else { return }
        throw refuse("It has a second line that is no option. Paste one command, its lines joined by a backslash.")
    }

    private mutating func readSingleQuoted() throws(InvalidInput) {
        guard let end = rest.firstIndex(of: "'") else { throw unclosed("'") }
        append(String(rest[..<end]))
        rest = rest[rest.index(after: end)...]
    }

    private mutating func readDoubleQuoted() throws(InvalidInput) {
        append("")
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return
            case "$", "`": append(try expanded(scalar))
            case "\\":
                guard let next = rest.popFirst() else { throw unclosed("\"") }
                if "$`\"\\".unicodeScalars.contains(next) {
                    append(next)
                } else if next != "\n" {
                    append("\\" + String(Character(next)))
                }
            default: append(scalar)
            }
        }
        throw unclosed("\"")
    }

    private mutating func readEscaped() throws(InvalidInput) {
        // A blank behind the backslash is what copying from a page leaves of a joined line.
        let blanks = rest.prefix { $0 == " " || $0 == "\t" }
        let behind = rest[blanks.endIndex...]
        if behind.first == "\n" || behind.isEmpty && !blanks.isEmpty {
            rest = behind.dropFirst()
            return
        }
        guard let next = rest.popFirst() else { return }
        append(next)
    }

    private mutating func expanded(_ sign: Unicode.Scalar) throws(InvalidInput) -> String {
        if sign == "`" { return try output(upTo: "`") }
        switch rest.first {
        case "(":
            rest.removeFirst()
            return try output(upTo: ")")
        case "{":
            rest.removeFirst()
            guard let end = rest.firstIndex(of: "}") else { throw unclosed("${") }
            let name = String(rest[..<end])
            rest = rest[rest.index(after: end)...]
            return try value(name)
        default:
            let name = String(rest.prefix { TextRules.isName($0) })
            guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return "$" }
            rest = rest.dropFirst(name.unicodeScalars.count)
            return try value(name)
        }
    }

    private func value(_ name: String) throws(InvalidInput) -> String {
        guard !name.isEmpty, name.unicodeScalars.allSatisfy(TextRules.isName) else {
            throw refuse("'${\(TextForSentence.shortened(name))}' is more than a variable's name. Write its value.")
        }
        guard let value = variable(name) else {
            throw refuse("'$\(name)' is not set in your environment. Write its value, or set it.")
        }
        return value
    }

    private mutating func output(upTo end: Unicode.Scalar) throws(InvalidInput) -> String {
        guard let index = rest.firstIndex(of: end) else { throw unclosed(end == ")" ? "$(" : "`") }
        let command = String(rest[..<index]).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        rest = rest[rest.index(after: index)...]
        guard let output = outputs[command] else {
            throw refuse("'$(\(TextForSentence.shortened(command)))' would run a command. Write what it prints.")
        }
        return output
    }

    private func refuse(_ sentence: String) -> InvalidInput { InvalidInput(field, sentence) }

    private func unclosed(_ sign: String) -> InvalidInput {
        refuse("A quote (\(sign)) is not closed. Close it, or put a backslash before it.")
    }
}

extension TextRules {
    /// Whether a character may stand in a variable's name.
    fileprivate static func isName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.isASCII && isAlphanumeric(UInt8(scalar.value))
    }
}
