import ArgumentParser
import JobCore
import JobEngine

/// `berth retry` (CMD-07): the same again, as new jobs.
struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Run jobs again, each as a new job.",
        discussion: """
            Of an array, the jobs that did not end well, as a new array. `berth rerun` runs a job again with changes.

            EXAMPLES
              berth retry 1042
              berth retry --all --status failed,timeout --yes
            """)

    @OptionGroup var bulk: BulkOptions
    @OptionGroup(title: "With --all") var filter: GroupFilterOptions

    @Flag(help: "Only submit; start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "retry") { runtime in
            if !noWorker { try await FirstHost.ensure(runtime) }
            var isSubmitted = false
            try await runtime.withWorker(unless: noWorker, when: { isSubmitted }) {
                var (choices, isWell) = try await bulk.choices(
                    runtime.manager, "run again", [.failed, .timeout, .cancelled], filter.group)
                for choice in choices {
                    if let array = choice.array {
                        let line = try await retry(array, choice.numbers, runtime.manager, &isSubmitted)
                        try await OutputWriter.stdout.line(line)
                        continue
                    }
                    var lines: [String] = []
                    for number in choice.numbers {
                        do throws(ManagerError) {
                            let job = try await runtime.manager.jobs.retry(number)
                            isSubmitted = true
                            lines.append("\(job.number) repeats \(number)")
                        } catch {
                            StandardError.say(error.description)
                            isWell = false
                        }
                    }
                    for line in lines { try await OutputWriter.stdout.line(line) }
                }
                if !isWell { throw ExitCode(ExitStatus.failure) }
            }
        }
    }

    private func retry(
        _ array: JobArray, _ numbers: [JobNumber], _ manager: JobManager, _ isSubmitted: inout Bool
    ) async throws -> String {
        guard !numbers.isEmpty else { return "\(array.number) nothing to do: no job of it ended badly" }
        let drafts = try await manager.jobs.drafts(repeating: numbers)
        let (new, _) = try await manager.jobs.submit(
            ArrayDraft(name: array.name, members: drafts, rerunOf: array.number))
        isSubmitted = true
        return "\(new.number) repeats \(numbers.count) of \(array.size) jobs of \(array.number)"
    }
}
