import JobCore

/// Arguments of `berth run` as docker's users write them, spelled out for the argument parser, which knows neither
/// `-eNAME=VALUE` nor `-dm 512m`.
enum RunArguments {
    /// Short options that take a value.
    static let lettersWithValue: Set<Character> = ["e", "v", "w", "u", "p", "m", "l", "h"]
    /// Short options that take none.
    static let plainLetters: Set<Character> = ["d", "i", "q", "t"]
    /// Long options that take no value; all others take one.
    static let plainNames: Set<String> = [
        "--detach", "--interactive", "--quiet", "--raw", "--no-worker", "--read-only", "--tty", "--privileged",
        "--init", "--no-init",
        "--shell", "--hold", "--help",
    ]

    /// Long options that take a value.
    static let namesWithValue: Set<String> = Set(
        RunOption.allCases.filter { $0.arity == .single || $0.arity == .list }.map(\.flag)
            + ["--net", "--net-alias", "--result", "--wait", "--detach-keys", "--store", "--config"])

    /// Takes groups of short options apart, up to IMAGE; everything from there on is the job's and stays as it is.
    ///
    /// - Parameter flags: further long options that take no value.
    static func spelledOut(_ arguments: [String], flags: Set<String> = []) -> [String] {
        var result: [String] = []
        var rest = arguments[...]
        while let argument = rest.first, argument.hasPrefix("-"), argument != "-", argument != "--" {
            rest.removeFirst()
            let words = argument.hasPrefix("--") ? [argument] : group(argument)
            result += words
            guard let last = words.last, !flags.contains(last), takesNext(last), let value = rest.popFirst() else {
                continue
            }
            result.append(value)
        }
        return result + rest
    }

    /// For `berth rerun JOB [options] [COMMAND…]`, where the job may stand first: puts it where IMAGE would.
    static func withJobBehindOptions(_ arguments: [String]) -> [String] {
        guard let job = arguments.first, !job.hasPrefix("-") else { return spelledOut(arguments) }
        let others = spelledOut(Array(arguments.dropFirst()))
        let options = others.count - commandLength(others)
        return others.prefix(options) + [job] + others.dropFirst(options)
    }

    /// How many words at the end are no options of ours.
    private static func commandLength(_ arguments: [String]) -> Int {
        var rest = arguments[...]
        while let argument = rest.first, argument.hasPrefix("-"), argument != "-", argument != "--" {
            rest.removeFirst()
            if takesNext(argument) { _ = rest.popFirst() }
        }
        return rest.count
    }

    private static func takesNext(_ word: String) -> Bool {
        if word.hasPrefix("--") { return !word.contains("=") && !plainNames.contains(word) }
        // A value that stood in the group is a word of its own by now.
        guard word.hasPrefix("-"), word.count == 2, let letter = word.last else { return false }
        return lettersWithValue.contains(letter)
    }

    /// `-dm512m` becomes `-d -m 512m`; a group with a letter that is not ours stays, to be refused by name.
    private static func group(_ argument: String) -> [String] {
        var words: [String] = []
        var letters = argument.dropFirst()
        while let letter = letters.popFirst() {
            words.append("-\(letter)")
            if lettersWithValue.contains(letter) {
                guard !letters.isEmpty else { return words }
                return words + [String(letters.first == "=" ? letters.dropFirst() : letters)]
            }
            guard plainLetters.contains(letter) else { return [argument] }
        }
        return words
    }
}
