import ArgumentParser
import Foundation

/// `berth man` (CMD-15): manual pages from the same definitions as the help.
struct ManCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man", abstract: "Print the manual page of a command, or write all of them into a directory.",
        discussion: """
            EXAMPLES
              berth man run | man -l -
              berth man --directory ~/.local/share/man/man1
            """)

    @Argument(help: ArgumentHelp("Such as run, or host add; none means berth itself.", valueName: "command"))
    var words: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Write the pages of all commands there.", valueName: "dir"),
        completion: .directory)
    var directory: String?

    func run() async throws {
        let pages = try CommandDescription.root().all.map { ManualPage(command: $0, version: BerthVersion.text) }
        guard let directory else {
            let name = (["berth"] + words).joined(separator: "-")
            guard let page = pages.first(where: { $0.name == name }) else {
                throw CommandFailure(
                    "There is no command '\(words.joined(separator: " "))'. See `berth --help`.",
                    exitCode: ExitStatus.usage)
            }
            return try await OutputWriter.stdout.write(Array(page.text.utf8))
        }
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            for page in pages {
                try Data(page.text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(page.fileName)"))
            }
        } catch {
            throw CommandFailure("Could not write into '\(directory)'. Check that it is a directory of yours.")
        }
        try await OutputWriter.stdout.line("\(pages.count) pages in '\(directory)'.")
    }
}
