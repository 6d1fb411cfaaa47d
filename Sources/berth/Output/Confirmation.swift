import Glibc

/// A question before something is destroyed; the harmless answer is the default.
enum Confirmation {
    /// Asks on the terminal.
    ///
    /// - Throws: `CommandFailure` when the answer is no, or when there is nobody to ask.
    static func ask(_ question: String) throws {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw CommandFailure("\(question) Nobody can be asked here: add --yes.")
        }
        StandardError.prompt("\(question) [y/N] ")
        guard let answer = readLine()?.lowercased(), answer == "y" || answer == "yes" else {
            throw CommandFailure("Nothing was changed.")
        }
    }
}
