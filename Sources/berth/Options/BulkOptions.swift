import ArgumentParser
import Foundation
import Glibc
import JobCore
import JobEngine

/// Which jobs a verb changes: named ones, or all of some status (CMD-07).
struct BulkOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Numbers, UUIDs, or @NAME.", valueName: "JOB"), completion: .custom(Completions.jobs))
    var jobs: [String] = []

    @Flag(name: .shortAndLong, help: "All jobs to which it applies.")
    var all = false

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("With --all: only jobs of these statuses.", valueName: "status"))
    var status: [String] = []

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    /// Does something to every chosen job; what fails is said, and the others are still done.
    ///
    /// - Parameters:
    ///   - verb: for questions, such as `cancel`.
    ///   - statuses: to which of them the verb applies.
    /// - Throws: `ExitCode(1)` when something failed.
    func forEach(
        _ manager: JobManager, verb: String, applicable statuses: [JobStatus],
        _ action: (JobNumber) async throws -> String
    ) async throws {
        var isWell = true
        for number in try await matching(manager, verb, statuses) {
            let isDone = try await isDone { try await action(number) }
            isWell = isWell && isDone
        }
        for text in jobs {
            let isDone = try await isDone {
                let job = try await manager.jobs.find(try JobReference(parsing: text))
                return try await action(job.number)
            }
            isWell = isWell && isDone
        }
        if !isWell { throw ExitCode(ExitStatus.failure) }
    }

    /// Does it for one job and prints what was done; says what went wrong instead.
    private func isDone(_ action: () async throws -> String) async throws -> Bool {
        let line: String
        do {
            line = try await action()
        } catch {
            guard let failure = CommandFailure(wrapping: error) else { throw error }
            StandardError.say(failure.message)
            return false
        }
        try await OutputWriter.stdout.line(line)
        return true
    }

    private func matching(_ manager: JobManager, _ verb: String, _ applicable: [JobStatus]) async throws -> [JobNumber]
    {
        guard all else {
            guard status.isEmpty else { throw InvalidInput("--status", "It needs --all. Add it, or name the jobs.") }
            guard !jobs.isEmpty else {
                throw InvalidInput("JOB", "No job is named. Write a number, @NAME, or --all.")
            }
            return []
        }
        guard jobs.isEmpty else { throw InvalidInput("--all", "It cannot be given together with jobs. Leave one out.") }
        let wanted = try JobFilterOptions.statuses(status)
        let statuses = wanted.isEmpty ? Set(applicable) : wanted.intersection(applicable)
        var numbers: [JobNumber] = []
        var query = JobQuery(statuses: statuses, limit: 1000)
        guard !statuses.isEmpty else { return [] }
        repeat {
            let page = try await manager.jobs.list(query)
            numbers += page.jobs.map(\.number)
            query.after = page.next
        } while query.after != nil
        if !numbers.isEmpty, !yes {
            let what = numbers.count == 1 ? "1 job" : "\(numbers.count) jobs"
            try Confirmation.ask("\(verb.prefix(1).uppercased() + verb.dropFirst()) \(what)?")
        }
        return numbers
    }
}
