import Glibc

/// Sends standard error to a file while a full-screen program runs: a message of a library would tear the screen.
struct StandardErrorRedirect {
    /// What standard error was before.
    let original: CInt

    /// Appends to the file at `path`, which is made with mode 0600 when it does not exist.
    init(path: String) throws {
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw TerminalError.systemCall("opening '\(path)' for messages", code: errno) }
        defer { close(file) }
        original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        guard original >= 0, dup2(file, STDERR_FILENO) >= 0 else {
            throw TerminalError.systemCall("redirecting standard error", code: errno)
        }
    }

    /// Puts standard error back.
    func end() {
        dup2(original, STDERR_FILENO)
        close(original)
    }
}
