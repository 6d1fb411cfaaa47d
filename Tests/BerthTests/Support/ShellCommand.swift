import Foundation
import Subprocess

/// A program that is run to its end, with what it wrote.
struct ShellCommand: Sendable {
    var standardOutput: String
    var standardError: String
    /// The exit code; 128 + n for signal n, as a shell has it.
    var code: Int

    /// A failed command, as an error that says everything.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - environment: replaces that of the tests; `nil` inherits it.
    ///   - limit: afterwards it is killed, and its status says so.
    static func run(
        _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        limit: Duration = .seconds(120)
    ) async throws -> ShellCommand {
        let seconds = max(1, Int(limit.components.seconds))
        let result = try await Subprocess.run(
            .name("timeout"), arguments: Arguments(["--kill-after=5", "\(seconds)", program] + arguments),
            environment: environment.map(WorkerProcess.environment) ?? .inherit,
            output: .string(limit: 64 << 20), error: .string(limit: 1 << 20))
        return ShellCommand(
            standardOutput: result.standardOutput, standardError: result.standardError,
            code: result.terminationStatus.code)
    }

    /// Runs a program that has to succeed.
    ///
    /// - Returns: its standard output.
    @discardableResult
    static func check(
        _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        limit: Duration = .seconds(120)
    ) async throws -> String {
        let result = try await run(program, arguments, environment: environment, limit: limit)
        guard result.code == 0 else {
            throw Failure(
                description:
                    "'\(program) \(arguments.joined(separator: " "))' ended with \(result.code): \(result.standardError)"
            )
        }
        return result.standardOutput
    }
}

extension TerminationStatus {
    /// The exit code; 128 + n for signal n, as a shell has it.
    var code: Int {
        switch self {
        case .exited(let code): Int(code)
        case .signaled(let signal): 128 + Int(signal)
        }
    }
}
