/// Environment text (CMD-10): `NAME=value` lines, blank lines, `#` comments, an `export` in front. A value may stand in
/// quotes, and then go over several lines: 'as it is', or "with \n, \t, \", \\ and \$".
public enum EnvironmentText {
    /// Reads variables in their order; of a name that stands twice the later one counts.
    ///
    /// - Parameter source: what errors call the text, such as a file's name.
    /// - Throws: `InvalidInput` that names the line.
    public static func parse(
        _ text: String, source: String, field: String
    ) throws(InvalidInput) -> [EnvironmentVariable] {
        var reader = Reader(text: text, source: source, field: field)
        var variables: [EnvironmentVariable] = []
        while let variable = try reader.next() {
            variables.removeAll { $0.name == variable.name }
            variables.append(variable)
        }
        return variables
    }

    /// The text that `parse` reads back.
    public static func text(_ variables: [EnvironmentVariable]) -> String {
        variables.map { "\($0.name)=\(quoted($0.value))\n" }.joined()
    }

    private static func quoted(_ value: String) -> String {
        let plain = value.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || "0123456789_-./:@%+,=".unicodeScalars.contains($0)
        }
        if plain { return value }
        if !value.contains("'") { return "'\(value)'" }
        var text = ""
        for scalar in value.unicodeScalars {
            if "\"\\$".unicodeScalars.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return "\"\(text)\""
    }

    /// Goes through the text by scalars: to Swift, CR LF is one character that is no newline.
    private struct Reader {
        private var rest: ArraySlice<Unicode.Scalar>
        private var line = 1
        private let source: String
        private let field: String

        init(text: String, source: String, field: String) {
            rest = Array(text.unicodeScalars)[...]
            if rest.first == "\u{FEFF}" { rest.removeFirst() }
            (self.source, self.field) = (source, field)
        }

        mutating func next() throws(InvalidInput) -> EnvironmentVariable? {
            while true {
                skip { " \t\r".unicodeScalars.contains($0) }
                guard let first = rest.first else { return nil }
                if first == "\n" {
                    pass()
                } else if first == "#" {
                    skip { $0 != "\n" }
                } else {
                    return try variable()
                }
            }
        }

        private mutating func variable() throws(InvalidInput) -> EnvironmentVariable {
            let begin = line
            var name = take { $0 != "=" && $0 != "\n" }
            if name.hasPrefix("export "), rest.first == "=" { name = String(name.dropFirst(7).drop { $0 == " " }) }
            guard rest.first == "=" else { throw refuse(begin, "it has no '='. Write NAME=value.") }
            pass()
            do {
                try JobValidation.checkVariableName(name)
            } catch {
                throw refuse(
                    begin, "'\(TextForSentence.shortened(name))' is no name of a variable. Use letters, digits and _.")
            }
            let value: String
            switch rest.first {
            case "'": value = try singleQuoted(begin)
            case "\"": value = try doubleQuoted(begin)
            default: return EnvironmentVariable(name: name, value: plain())
            }
            skip { " \t\r".unicodeScalars.contains($0) }
            if rest.first == "#" { skip { $0 != "\n" } }
            guard rest.first == nil || rest.first == "\n" else {
                throw refuse(line, "something stands behind the closing quote. Put all of the value into the quotes.")
            }
            return EnvironmentVariable(name: name, value: value)
        }

        /// To the end of the line, or to a comment, which begins with a blank and `#`.
        private mutating func plain() -> String {
            var value = ""
            while let scalar = rest.first, scalar != "\n" {
                if scalar == "#", value.last.map({ $0 == " " || $0 == "\t" }) ?? true {
                    skip { $0 != "\n" }
                    break
                }
                value.unicodeScalars.append(scalar)
                rest.removeFirst()
            }
            while let last = value.unicodeScalars.last, " \t\r".unicodeScalars.contains(last) {
                value.unicodeScalars.removeLast()
            }
            return value
        }

        private mutating func singleQuoted(_ begin: Int) throws(InvalidInput) -> String {
            pass()
            let value = take { $0 != "'" }
            guard rest.first == "'" else { throw refuse(begin, "its quote is not closed. Add a ' at its end.") }
            pass()
            return value
        }

        private mutating func doubleQuoted(_ begin: Int) throws(InvalidInput) -> String {
            pass()
            var value = ""
            while let scalar = rest.first, scalar != "\"" {
                pass()
                guard scalar == "\\", let escaped = rest.first else {
                    value.unicodeScalars.append(scalar)
                    continue
                }
                pass()
                switch escaped {
                case "n": value += "\n"
                case "t": value += "\t"
                case "r": value += "\r"
                case "\"", "\\", "$", "`": value.unicodeScalars.append(escaped)
                // A line that goes on.
                case "\n": break
                default:
                    value += "\\"
                    value.unicodeScalars.append(escaped)
                }
            }
            guard rest.first == "\"" else { throw refuse(begin, "its quote is not closed. Add a \" at its end.") }
            pass()
            return value
        }

        private mutating func pass() {
            if rest.removeFirst() == "\n" { line += 1 }
        }

        private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
            while let scalar = rest.first, condition(scalar) { pass() }
        }

        private mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
            var text = ""
            while let scalar = rest.first, condition(scalar) {
                text.unicodeScalars.append(scalar)
                pass()
            }
            return text
        }

        private func refuse(_ line: Int, _ reason: String) -> InvalidInput {
            InvalidInput(field, "Line \(line) of '\(TextForSentence.shortened(source))': \(reason)")
        }
    }
}
