import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// Which jobs a verb changes: named ones, whole arrays, or all that a filter finds (CMD-07, QUEUE-08).
struct BulkOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Jobs and arrays: numbers, UUIDs, or @NAME.", valueName: "JOB"),
        completion: .custom(Completions.jobs))
    var jobs: [String] = []

    @Flag(name: .shortAndLong, help: "All jobs to which it applies and that the filters find.")
    var all = false

    @OptionGroup(title: "With --all") var filter: JobFilterOptions

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    /// The jobs that were chosen, together those that one word stands for.
    struct Choice {
        var numbers: [JobNumber]
        /// The array whose jobs they are.
        var array: JobArray?
    }

    /// Does something to every chosen job; what fails is said, and the others are still done.
    ///
    /// - Parameters:
    ///   - verb: for questions, such as `cancel`.
    ///   - statuses: to which of them the verb applies.
    ///   - group: only jobs of this group.
    ///   - describe: the line about a job to which it was done.
    /// - Returns: the jobs to which it was done.
    /// - Throws: `ExitCode(1)` when something failed, after `finally`.
    func change(
        _ manager: JobManager, verb: String, applicable statuses: [JobStatus], group: String? = nil,
        _ changes: [QueueChange], describe: (Job) -> String, finally: ([Job]) async throws -> Void = { _ in }
    ) async throws {
        var done: [Job] = []
        var (choices, isWell) = try await choices(manager, verb, statuses, group)
        for choice in choices {
            var latest: [Job] = []
            var left = choice.numbers
            for change in changes {
                let outcomes = try await manager.jobs.change(left, change)
                (latest, left) = ([], [])
                for outcome in outcomes {
                    switch outcome.result {
                    case .success(let job):
                        latest.append(job)
                        left.append(outcome.number)
                    case .failure(let error):
                        StandardError.say(error.message)
                        isWell = false
                    }
                }
            }
            done += latest
            if let array = choice.array {
                try await OutputWriter.stdout.line(Self.line(array, latest, describe))
            } else {
                for job in latest { try await OutputWriter.stdout.line(describe(job)) }
            }
        }
        try await finally(done)
        if !isWell { throw ExitCode(ExitStatus.failure) }
    }

    /// What the words stand for, or all that the filters find.
    ///
    /// - Returns: the jobs, and whether every word stood for something; what did not was said.
    func choices(
        _ manager: JobManager, _ verb: String, _ statuses: [JobStatus], _ group: String?
    ) async throws -> (choices: [Choice], isWell: Bool) {
        var isWell = true
        let found = try await matching(manager, verb, statuses, group)
        var choices: [Choice] = found.isEmpty ? [] : [Choice(numbers: found)]
        for text in jobs {
            do {
                switch try await manager.jobs.target(try JobReference(parsing: text)) {
                case .job(let job):
                    // Neighbours go together in one transaction.
                    if let last = choices.indices.last, choices[last].array == nil {
                        choices[last].numbers.append(job.number)
                    } else {
                        choices.append(Choice(numbers: [job.number]))
                    }
                case .array(let array):
                    let members = try await manager.jobs.members(of: array.number, in: Set(statuses))
                    choices.append(Choice(numbers: members, array: array))
                }
            } catch {
                guard let failure = CommandFailure(wrapping: error) else { throw error }
                StandardError.say(failure.message)
                isWell = false
            }
        }
        return (choices, isWell)
    }

    /// An array's jobs in one line: `100: 37 of 50 jobs cancelled`.
    private static func line(_ array: JobArray, _ jobs: [Job], _ describe: (Job) -> String) -> String {
        var words: [(text: String, jobs: Int)] = []
        for job in jobs {
            let text = String(describe(job).dropFirst(job.number.description.count + 1))
            if let place = words.firstIndex(where: { $0.text == text }) {
                words[place].jobs += 1
            } else {
                words.append((text, 1))
            }
        }
        let parts = words.map { "\($0.jobs) of \(array.size) \($0.text)" }
        return "\(array.number) " + (parts.isEmpty ? "nothing to do" : parts.joined(separator: ", "))
    }

    private func matching(
        _ manager: JobManager, _ verb: String, _ applicable: [JobStatus], _ group: String?
    ) async throws -> [JobNumber] {
        guard all else {
            guard !filter.isGiven, group == nil else {
                throw InvalidInput("--all", "A filter needs it. Add it, or name the jobs.")
            }
            guard !jobs.isEmpty else {
                throw InvalidInput("JOB", "No job is named. Write a number, @NAME, or --all.")
            }
            return []
        }
        guard jobs.isEmpty else { throw InvalidInput("--all", "It cannot be given together with jobs. Leave one out.") }
        var query = try filter.query(now: Date())
        query.statuses = query.statuses.isEmpty ? Set(applicable) : query.statuses.intersection(applicable)
        query.group = group
        query.limit = 1000
        var numbers: [JobNumber] = []
        guard !query.statuses.isEmpty else { return [] }
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
