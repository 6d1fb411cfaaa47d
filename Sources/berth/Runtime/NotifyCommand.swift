import ConsoleUI
import Foundation
import JobCore
import Subprocess

/// The command of the configuration that tells of a job's end, with the job in its environment.
struct NotifyCommand {
    /// Program and arguments; empty means nothing is run.
    let words: [String]

    /// Longer than this it is not waited for, but ended.
    private static let limit = Duration.seconds(30)

    /// Runs it.
    ///
    /// - Returns: a sentence when it failed; `nil` when it went well or there is none.
    func run(_ notice: JobNotice) async -> String? {
        guard let program = words.first else { return nil }
        let environment = Environment.inherit.updating([
            "BERTH_JOB": notice.job.description, "BERTH_JOB_NAME": notice.name,
            "BERTH_JOB_STATUS": notice.status.rawValue, "BERTH_MESSAGE": notice.text,
        ])
        do {
            return try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask {
                    let record = try await Subprocess.run(
                        // env finds a program by its name and by its path.
                        .name("env"), arguments: .init(["--"] + words), environment: environment,
                        input: .none, output: .discarded, error: .discarded)
                    return record.terminationStatus.isSuccess
                        ? nil : "The command of notify.command, '\(program)', failed: \(record.terminationStatus)."
                }
                group.addTask {
                    try await Task.sleep(for: Self.limit)
                    return "The command of notify.command, '\(program)', was ended after 30 s."
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            return "The command of notify.command, '\(program)', could not be run. Is it installed and in PATH?"
        }
    }
}
