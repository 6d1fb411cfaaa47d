import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth wait` (CMD-17).
struct WaitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait", abstract: "Wait until jobs have ended, and exit with their code.",
        discussion: """
            Prints the number of each job as it ends. Exits with the job's code; with that of the first named job that
            did not end well, when there are several; with 124 when the wait itself took too long.

            EXAMPLES
              berth wait 1042
              berth wait --any --timeout 10m $(berth list --status active --format ids)
            """)

    @Argument(
        help: ArgumentHelp("Numbers, UUIDs, or @NAME.", valueName: "JOB"), completion: .custom(Completions.jobs))
    var jobs: [String]

    @Flag(help: "Only for the first that ends.")
    var any = false

    @Flag(name: .shortAndLong, help: "Print nothing.")
    var quiet = false

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("At most that long.", valueName: "duration"))
    var timeout: String?

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let references = try jobs.map { (text) throws(InvalidInput) in try JobReference(parsing: text) }
        let limit = try timeout.map { (text) throws(InvalidInput) in try Duration(parsing: text, field: "--timeout") }
        try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "wait", isReadOnly: true) { runtime in
                throw ExitCode(try await wait(for: references, limit, runtime.manager))
            }
        }
    }

    private func wait(
        for references: [JobReference], _ limit: Duration?, _ manager: JobManager
    ) async throws -> Int32 {
        let events = FollowEvents(manager, takesKeys: false)
        defer { events.close() }
        let deadline = limit.map { ContinuousClock.now.advanced(by: $0) }
        var numbers: [JobNumber] = []
        for reference in references { numbers.append(try await manager.jobs.find(reference).number) }
        var ended: [JobNumber: Int32] = [:]
        var waiting = events.stream.makeAsyncIterator()
        while true {
            for number in numbers where ended[number] == nil {
                let job = try await manager.jobs.find(.number(number))
                guard job.status.isTerminal else { continue }
                ended[number] = ExitStatus.of(job)
                if !quiet { try await OutputWriter.stdout.line("\(number)") }
                if any { return ExitStatus.of(job) }
            }
            let codes = numbers.compactMap { ended[$0] }
            if codes.count == numbers.count { return codes.first { $0 != 0 } ?? ExitStatus.success }
            // The ticks of the events are what makes a deadline noticed.
            if let deadline, ContinuousClock.now >= deadline {
                StandardError.say("The jobs had not ended within \(timeout ?? ""). They go on.")
                return ExitStatus.timeout
            }
            var event = await waiting.next()
            while case .log? = event { event = await waiting.next() }
        }
    }
}
