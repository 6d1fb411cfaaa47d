import ArgumentParser
import DockerExecution
import Foundation
import JobCore
import JobEngine

/// `berth sample-data` (CMD-11).
struct SampleDataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-data", abstract: "Fill the store with a host, a template and jobs to try things on.",
        discussion: """
            Jobs that really run: on the engine of this machine when one answers, else on a simulated host. Run twice, \
            it makes nothing twice. `berth demo` shows more, in a store that is thrown away.

            EXAMPLES
              berth sample-data
              berth sample-data --jobs 50 --host-name build
              berth run --template sample
            """)

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("What the host is called.", valueName: "name"))
    var hostName: String?

    @Flag(help: "Add no host; the jobs run wherever there is one.")
    var skipHost = false

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("How many jobs, 0 to 10000. Default 12.", valueName: "number"))
    var jobs: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("What the jobs run in; it has a shell.", valueName: "image"))
    var image = "busybox"

    @Flag(help: "Start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let count = try count()
        guard hostName == nil || !skipHost else {
            throw InvalidInput("--host-name", "It cannot be given together with --skip-host. Leave one out.")
        }
        try await Runtime.with(global, command: "sample-data", isCreating: true) { runtime in
            let before = try await runtime.manager.jobs.counts()
            let host = skipHost ? nil : try await host(runtime)
            let samples = SampleJobs(host: host, image: image)
            try await addTemplates(samples, runtime.manager.templates)
            let drafts = (0..<count).map(samples.draft)
            // In parts: one write for all of them would keep others waiting.
            for start in stride(from: 0, to: drafts.count, by: 500) {
                _ = try await runtime.manager.jobs.submit(Array(drafts[start..<min(start + 500, drafts.count)]))
            }
            let after = try await runtime.manager.jobs.counts()
            let new = JobStatus.allCases.reduce(0) { $0 + after[$1] - before[$1] }
            try await OutputWriter.stdout.line(
                "\(new == 1 ? "1 new job" : "\(new) new jobs")\(host.map { ", on host '\($0.name)'" } ?? ""). See `berth list`."
            )
            if new > 0, !noWorker { try await runtime.startWorker() }
        }
    }

    /// Those that are there already stay as they are.
    private func addTemplates(_ samples: SampleJobs, _ templates: Templates) async throws {
        if try await !templates.environments().contains(where: { $0.name == SampleJobs.templateName }) {
            try await templates.save(samples.environment, mode: .adding)
        }
        if try await !templates.list().contains(where: { $0.name == SampleJobs.templateName }) {
            try await templates.save(samples.template, mode: .adding)
        }
    }

    private func count() throws(InvalidInput) -> Int {
        guard let jobs else { return 12 }
        guard let count = Int(jobs), (0...10_000).contains(count) else {
            throw InvalidInput("--jobs", "'\(TextForSentence.shortened(jobs))' is out of range. Give 0 to 10000.")
        }
        return count
    }

    /// The host that is there already, or a new one.
    private func host(_ runtime: Runtime) async throws -> JobHost {
        let all = try await runtime.manager.hosts.list()
        if let hostName {
            if let known = all.first(where: { $0.name == hostName }) { return known }
        } else if let known = all.first(where: { $0.name == "local" || $0.name == Self.simulated }) {
            return known
        }
        let finding = try await FirstHost.find(runtime.settings)
        let host: JobHost
        if let chosen = finding.chosen, case .answers = chosen.outcome {
            host = JobHost(name: hostName ?? "local", kind: .docker, endpoint: chosen.endpoint.description)
        } else {
            StandardError.say("\(finding.sentence) The sample runs on a simulated host.")
            host = JobHost(name: hostName ?? Self.simulated, kind: .mock, options: ["duration": "1s..5s"])
        }
        try await runtime.manager.hosts.add(host)
        return host
    }

    private static let simulated = "simulated"
}
