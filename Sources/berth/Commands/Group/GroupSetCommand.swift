import ArgumentParser
import JobCore
import JobEngine

/// `berth group set`.
struct GroupSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Make a group, or change how many of its jobs run at once.",
        discussion: """
            EXAMPLES
              berth group set gpu --parallel 2
              berth group set gpu --no-limit
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.groups))
    var name: String

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("So many at once. What runs already goes on.", valueName: "number"))
    var parallel: Int?

    @Flag(help: "As many as fit.")
    var noLimit = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func validate() throws {
        guard (parallel != nil) != noLimit else {
            throw ValidationError("give either --parallel or --no-limit")
        }
    }

    func run() async throws {
        try await Runtime.with(global, command: "group set", isCreating: true) { runtime in
            let group = try await runtime.manager.groups.set(name, parallel: parallel)
            try await OutputWriter.stdout.line(GroupText.line(group))
        }
    }
}
