import ArgumentParser
import Foundation
import JobCore

/// `berth worker uninstall`.
struct WorkerUninstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall", abstract: "Stop the service of `berth worker install` and remove its unit.",
        discussion: """
            Store, logs and running containers stay; the next worker goes on with them.

            EXAMPLES
              berth worker uninstall
              sudo berth worker uninstall --system
            """)

    @Flag(help: "The one of the machine; needs root.")
    var system = false

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("The unit's name.", valueName: "name"))
    var name = ServiceName.standard

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        try ServiceName.check(name)
        let manager = ServiceManager(
            isSystem: system, home: settings.directories.home, environment: settings.environment)
        let path = manager.path(of: name)
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("There is no service '\(name)': '\(path)' does not exist. See --system and --name.")
        }
        if !yes { try Confirmation.ask("Stop the service '\(name)' and remove '\(path)'?") }
        if ServiceManager.isThere { try await manager.control("disable", "--now", "\(name).service") }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw CommandFailure("Could not remove '\(path)'. \(system ? "Run it with sudo." : "Check who owns it.")")
        }
        if ServiceManager.isThere { try await manager.control("daemon-reload") }
        StandardError.say("The service '\(name)' is removed.")
    }
}
