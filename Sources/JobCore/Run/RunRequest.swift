/// What was asked of `berth run`, as text, before anything is read or checked: the same from a command line, from the
/// console's form and from an earlier job.
public struct RunRequest: Hashable, Sendable {
    /// The values of the options that were given, in order. A flag has one empty value, a toggle `true` or `false`.
    private var values: [RunOption: [String]] = [:]
    /// IMAGE and COMMAND, word by word.
    public var words: [String]
    /// The job that this one repeats.
    public var rerunOf: JobNumber?

    /// Asks for an image, without any option.
    public init(words: [String] = [], rerunOf: JobNumber? = nil) {
        self.words = words
        self.rerunOf = rerunOf
    }

    /// Asks for an image and a command that is taken as this very vector.
    public init(image: String, command: [String]) {
        self.init(words: [image] + Self.commandWords(command))
    }

    /// The image; empty when there is none.
    public var image: String { words.first ?? "" }

    /// COMMAND as the vector that it means: one word with blanks is split, a first `--` is none of it. Where its quotes are
    /// not closed, the words as they are.
    public var command: [String] {
        var words = Array(words.dropFirst())
        if words.first == "--" { words.removeFirst() }
        guard !has(.shell), words.count == 1, words[0].contains(where: \.isWhitespace) else { return words }
        return (try? ShellWords.split(words[0], field: "COMMAND")) ?? words
    }

    /// All values of an option; setting none takes it away.
    public subscript(option: RunOption) -> [String] {
        get { values[option] ?? [] }
        set { values[option] = newValue.isEmpty ? nil : newValue }
    }

    /// The value that counts, of an option that takes one.
    public func value(_ option: RunOption) -> String? { values[option]?.last }

    /// Whether a flag was given.
    public func has(_ option: RunOption) -> Bool { values[option] != nil }

    /// The options that were given, in the order of their table.
    public var options: [RunOption] { RunOption.allCases.filter { values[$0] != nil } }

    /// The arguments of `berth run` that ask for the same.
    public var arguments: [String] {
        options.flatMap { option -> [String] in
            switch option.arity {
            case .flag: [option.flag]
            case .toggle: [value(option) == "false" ? "--no-" + option.rawValue : option.flag]
            case .single: [option.flag, value(option) ?? ""]
            case .list: self[option].flatMap { [option.flag, $0] }
            }
        } + words
    }

    /// The command line that asks for the same, quoted so that a shell reads it back as it is.
    public var commandLine: String { ShellWords.join(["berth", "run"] + arguments) }

    /// A vector as COMMAND that is read as this very vector: one word with blanks would be split, a first `--` be taken off.
    private static func commandWords(_ vector: [String]) -> [String] {
        if vector.first == "--" { return ["--"] + vector }
        if vector.count == 1, vector[0].contains(where: \.isWhitespace) { return [ShellWords.join(vector)] }
        return vector
    }
}
