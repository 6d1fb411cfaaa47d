import ArgumentParser

/// `berth completions` (CMD-15).
struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print the completion script of a shell.",
        discussion: """
            Numbers and names of jobs, and hosts, are offered from the store that the line names.

            EXAMPLES
              source <(berth completions bash)
              berth completions zsh >"${fpath[1]}/_berth"
              berth completions fish >~/.config/fish/completions/berth.fish
            """)

    enum Shell: String, CaseIterable, ExpressibleByArgument { case bash, zsh, fish }

    @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
    var shell: Shell

    func run() async throws {
        let known: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        try await OutputWriter.stdout.line(Berth.completionScript(for: known))
    }
}
