/// Arguments of `berth exec` as docker's users write them: options before or behind the job, in groups, and a command that
/// stays as it is.
enum ExecArguments {
    private static let flags = ["-i": ["-i"], "-t": ["-t"], "-it": ["-i", "-t"], "-ti": ["-t", "-i"]]
    private static let names: Set<String> = ["--interactive", "--tty", "--help", "-h"]
    private static let withValue: Set<String> = ["--store", "--config"]

    /// Puts the options in front of the job, and `--` in front of the command.
    static func spelledOut(_ arguments: [String]) -> [String] {
        var options: [String] = []
        var job: String?
        var rest = arguments[...]
        while let argument = rest.first {
            if let words = flags[argument] {
                options += words
            } else if names.contains(argument) || withValue.contains(where: { argument.hasPrefix($0 + "=") }) {
                options.append(argument)
            } else if withValue.contains(argument) {
                options += rest.prefix(2)
                rest = rest.dropFirst()
            } else if job == nil, !argument.hasPrefix("-") {
                job = argument
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        if job != nil, rest.first == "--" { rest = rest.dropFirst() }
        // An option that is not known, or no job: the parser says so.
        guard let job else { return arguments }
        return options + [job] + (rest.isEmpty ? [] : ["--"] + rest)
    }
}
