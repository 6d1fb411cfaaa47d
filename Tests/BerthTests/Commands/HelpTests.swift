import ArgumentParser
import Testing

@testable import berth

@Suite struct HelpTests {
    /// A command with its full name.
    static func all(
        _ type: any ParsableCommand.Type = Berth.self, _ path: [String] = []
    ) -> [(name: String, type: any ParsableCommand.Type)] {
        let name = path + [type._commandName]
        return [(name.joined(separator: " "), type)]
            + type.configuration.subcommands.flatMap { all($0, name) }
    }

    @Test("CMD-15 the help of every command has an example that begins with its name")
    func examples() {
        for (name, type) in Self.all() {
            let text = type.configuration.discussion
            #expect(text.contains("EXAMPLE"), "\(name) has no example")
            #expect(text.contains(name) || type.configuration.aliases.contains { text.contains($0) }, "\(name)")
            #expect(!type.configuration.abstract.isEmpty)
        }
    }

    @Test("CMD-15 the exit codes stand in the help, help exits with 0, completions are made")
    func documented() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let help = try await lab.berth("--help")
            #expect(help.code == 0)
            #expect(help.standardOutput.contains("64 wrong usage"))
            #expect(try await lab.berth("run", "--help").standardOutput.contains("--env-file"))
            #expect(try await lab.berth("--generate-completion-script", "bash").standardOutput.contains("complete"))
        }
    }
}
