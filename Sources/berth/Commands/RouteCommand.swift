import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth route` (ROUTE-15).
struct RouteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Show where a job would run now, and why not elsewhere; submits nothing.",
        usage: "berth route --dry-run [options] IMAGE [COMMAND…]",
        discussion: """
            Takes the options of `berth run`. Hosts that no worker has asked lately are asked now. Exits with 1 when \
            the job would wait. Where several hosts fit, a job that is run may be drawn another one.

            EXAMPLES
              berth route --dry-run -m 8g --gpus 1 trainer:5
              berth route --dry-run --prefer region=eu --json app:2
            """,
        helpNames: .long)

    @Flag(help: "Said for clearness; nothing is ever changed.")
    var dryRun = false

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("The image and its command.", valueName: "IMAGE"))
    var words: [String] = []

    func run() async throws {
        let settings = try global.settings()
        let request = RunRequest(words: try RunWords.checked(words, self), container, job)
        guard !request.words.isEmpty || request.has(.template) else {
            throw InvalidInput("IMAGE", "No image is named. Write for example `berth route --dry-run debian:12`.")
        }
        let reading = try RunReading(request, settings: settings)
        try await Runtime.with(global, command: "route", isReadOnly: true) { runtime in
            let library = reading.needsStore ? try await runtime.manager.templates.library() : TemplateLibrary()
            guard case .job(let draft) = try reading.order(library) else {
                throw InvalidInput(
                    "--each", "An array has many jobs. Leave out --each and --matrix to see where one goes.")
            }
            let manager = runtime.manager
            let (placement, never) = try await manager.jobs.route(draft, now: Date())
            if json {
                let record = PlacementRecord(placement, isHopeless: never != nil)
                try await OutputWriter.stdout.line(try JSONText.encode(record))
            } else {
                try await OutputWriter.stdout.lines(lines(placement, never: never))
            }
            if placement.host == nil { throw ExitCode(ExitStatus.failure) }
        }
    }

    private func lines(_ placement: Placement, never: String?) -> [String] {
        var lines: [String]
        if let host = placement.host {
            lines = ["It would run on host '\(host)': \(placement.reason)."]
        } else if let never {
            lines = ["It would wait for ever: \(never)."]
        } else {
            lines = ["It would wait: \(placement.reason)."]
        }
        lines = lines.map { TerminalSafe.text($0) }
        let rejected = placement.rejectedHosts
        if !rejected.isEmpty { lines += ["", "Not on"] + RejectedHosts.lines(rejected) }
        return lines
    }
}
