import ArgumentParser
import Foundation

/// `berth config check`.
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration file; exits with 64 and names the line when it is wrong.",
        discussion: """
            EXAMPLE
              berth config check --config ./new.yaml
            """)

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        let isThere = FileManager.default.fileExists(atPath: settings.configurationPath)
        for clash in settings.file.console.keyTable.clashes {
            StandardError.say("'\(settings.configurationPath)', console.keys: \(clash)")
        }
        StandardError.say(
            isThere
                ? "'\(settings.configurationPath)' is right."
                : "There is no file '\(settings.configurationPath)'; the defaults hold.")
    }
}
