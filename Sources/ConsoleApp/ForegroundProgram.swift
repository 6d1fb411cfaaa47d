import ConsoleUI
import Dispatch
import Glibc

/// A program that has the terminal for itself until it ends: a pager, an editor.
struct ForegroundProgram: Equatable, Sendable {
    /// The program, looked for in PATH, and its arguments.
    var arguments: [String]

    /// A program with its arguments.
    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// A command as people write it into `$PAGER` or `$EDITOR`, with a file.
    init(command: String, file: String) {
        arguments = ["/bin/sh", "-c", command + " \"$1\"", "sh", file]
    }

    /// How it ended.
    enum End: Equatable, Sendable {
        /// It ended by itself with this code.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
        /// It could not be started, for this reason.
        case notStarted(String)
    }

    /// Runs it on a terminal that was lent for it. When the task is cancelled, the program is asked to end.
    func run(on terminal: LentTerminal) async -> End {
        switch ForegroundChild.start(self, terminal: terminal.descriptor) {
        case .failure(let failure): return .notStarted(failure.reason)
        case .success(let child):
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    DispatchQueue(label: "berth.foreground").async { continuation.resume(returning: child.wait()) }
                }
            } onCancel: {
                child.terminate()
            }
        }
    }
}
