import ArgumentParser
import JobCore

/// IMAGE and COMMAND as the parser hands them over: it captures everything from the first word that it does not know, so an
/// unknown option before IMAGE is found here.
enum RunWords {
    /// The words without a leading `--`.
    ///
    /// - Throws: `InvalidInput` for an option that Berth has not; a request for help.
    static func checked(_ words: [String], _ command: some ParsableCommand) throws -> [String] {
        var words = words
        if words.first == "--" {
            words.removeFirst()
        } else if let first = words.first, first.hasPrefix("-"), first != "-" {
            if first == "--help" { throw CleanExit.helpRequest(command) }
            throw DockerOptions.refusal(of: first)
        }
        return words
    }
}
