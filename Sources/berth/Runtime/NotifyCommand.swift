import ConsoleUI
import Foundation
import JobCore
import Subprocess

/// A command of the configuration that tells of a job's end, with the job in its environment.
struct NotifyCommand {
    /// Program and arguments; empty means nothing is run.
    let words: [String]
    /// Where it stands, for sentences.
    var name = "notify.command"

    /// Longer than this it is not waited for, but ended.
    private static let limit = Duration.seconds(30)

    /// Runs it.
    ///
    /// - Returns: a sentence when it failed; `nil` when it went well or there is none.
    func run(_ notice: JobNotice) async -> String? {
        await run([
            "BERTH_JOB": notice.job.description, "BERTH_JOB_NAME": notice.name,
            "BERTH_JOB_STATUS": notice.status.rawValue, "BERTH_MESSAGE": notice.text,
        ])
    }

    /// Runs it with variables beside those of this process.
    ///
    /// - Returns: a sentence when it failed; `nil` when it went well or there is none.
    func run(_ variables: [String: String]) async -> String? {
        guard let program = words.first else { return nil }
        let environment = Environment.inherit.updating(
            Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
        // A session of its own, so that what it started ends with it.
        var platform = PlatformOptions()
        platform.createSession = true
        platform.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))]
        let options = platform
        do {
            return try await withThrowingTaskGroup(of: String?.self) { group in
                group.addTask {
                    let record = try await Subprocess.run(
                        // env finds a program by its name and by its path.
                        .name("env"), arguments: .init(["--"] + words), environment: environment,
                        platformOptions: options, input: .none, output: .discarded, error: .discarded)
                    return record.terminationStatus.isSuccess
                        ? nil : "The command of \(name), '\(program)', failed: \(record.terminationStatus)."
                }
                group.addTask {
                    try await Task.sleep(for: Self.limit)
                    return "The command of \(name), '\(program)', was ended after 30 s."
                }
                defer { group.cancelAll() }
                return try await group.next() ?? nil
            }
        } catch {
            return "The command of \(name), '\(program)', could not be run. Is it installed and in PATH?"
        }
    }
}
