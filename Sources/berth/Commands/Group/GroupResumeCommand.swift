import ArgumentParser
import JobCore
import JobEngine

/// `berth group resume`.
struct GroupResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Start a group's jobs again.",
        discussion: """
            EXAMPLE
              berth group resume gpu
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.groups))
    var names: [String]

    @Flag(help: "Start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "group resume") { runtime in
            for name in names {
                let group = try await runtime.manager.groups.resume(name)
                try await OutputWriter.stdout.line(GroupText.line(group))
                if !noWorker, !group.counts.isEmpty { try await runtime.startWorker() }
            }
        }
    }
}
