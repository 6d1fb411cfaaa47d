import ArgumentParser
import JobCore
import JobEngine

/// An error as it leaves the process: one sentence and an exit code.
struct CommandFailure: Error, CustomStringConvertible {
    let message: String
    let exitCode: Int32

    init(_ message: String, exitCode: Int32 = ExitStatus.failure) {
        self.message = message
        self.exitCode = exitCode
    }

    /// Takes over an error of the layers below; `nil` for errors of the argument parser.
    init?(wrapping error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as InvalidInput: self.init(error.description, exitCode: ExitStatus.usage)
        case ManagerError.invalid(let error): self.init(error.description, exitCode: ExitStatus.usage)
        case let error as ManagerError: self.init(error.description)
        case let error as StoreError: self.init(error.description)
        case let error as ExecutorError: self.init(error.description)
        case is CancellationError: self.init("The command was interrupted.", exitCode: ExitStatus.cancelled)
        default: return nil
        }
    }

    var description: String { message }

    /// Runs a part of `run` or `wait`, where an error that is no wrong usage means that no result is known: 125.
    static func asNeverStarted<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch {
            guard let failure = CommandFailure(wrapping: error), failure.exitCode == ExitStatus.failure else {
                throw error
            }
            throw CommandFailure(failure.message, exitCode: ExitStatus.neverStarted)
        }
    }
}
