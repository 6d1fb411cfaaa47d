import ArgumentParser
import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence

/// `berth worker install`.
struct WorkerInstallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Have systemd run a worker, from the start of the session or the machine.",
        discussion: """
            Shows the unit file and asks before it writes anything. Flags of `berth worker` go into the unit. While \
            the service runs, nothing else starts workers for this store.

            EXAMPLES
              berth worker install --print
              berth worker install --max-concurrent 4 --metrics-address 9464
              sudo berth worker install --system --store /srv/berth
            """)

    @Flag(help: "For the machine instead of this user; needs root.")
    var system = false

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("With --system: run as this user. Default who called sudo.", valueName: "name"))
    var user: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("The unit's name.", valueName: "name"))
    var name = ServiceName.standard

    @Flag(name: .customLong("print"), help: "Only print the unit.")
    var printsOnly = false

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @OptionGroup var flags: WorkerFlags
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        try ServiceName.check(name)
        let unit = try unit(settings)
        if printsOnly { return try await OutputWriter.stdout.write(Array(unit.text.utf8)) }
        let line = ShellWords.join([unit.executable, "worker"] + unit.arguments)
        guard ServiceManager.isThere else { throw CommandFailure(ServiceManager.advice(line)) }
        let manager = ServiceManager(
            isSystem: system, home: settings.directories.home, environment: settings.environment)
        let path = manager.path(of: name)
        try await OutputWriter.stdout.line("\(path):\n\n\(unit.text)")
        if !yes { try Confirmation.ask("Write it and start the service?") }
        try write(unit.text, to: path)
        try await manager.control("daemon-reload")
        try await manager.control("enable", "\(name).service")
        // One that runs already takes up the new unit; what it drives goes on.
        try await manager.control("restart", "\(name).service")
        let scope = system ? "" : "--user "
        StandardError.say("The service '\(name)' runs; `journalctl \(scope)-u \(name)` shows its log.")
        if !system {
            StandardError.say("It ends with your last session, unless you run `loginctl enable-linger`.")
        }
    }

    private func unit(_ settings: Settings) throws -> ServiceUnit {
        let options = try flags.options(settings)
        _ = try flags.format(settings)
        var arguments = ["--store", settings.storePath]
        if settings.isConfigurationNamed { arguments += ["--config", settings.configurationPath] }
        return ServiceUnit(
            scope: system ? .system(user: try serviceUser(settings)) : .user, executable: try executable(),
            arguments: arguments + flags.arguments,
            writablePaths: [settings.storePath, settings.directories.configuration],
            stopTimeout: options.shutdownTimeout)
    }

    private func serviceUser(_ settings: Settings) throws(InvalidInput) -> String {
        let name = user ?? settings.environment["SUDO_USER"] ?? NSUserName()
        guard getpwnam(name) != nil else {
            throw InvalidInput("--user", "There is no user '\(TextForSentence.shortened(name))' on this machine.")
        }
        return name
    }

    private func executable() throws -> String {
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            access(path, X_OK) == 0
        else { throw CommandFailure("The program's own file is gone. Install Berth again.") }
        return path
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
            // Unit files hold no secret, and systemd warns about modes that keep people from reading them.
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        } catch {
            let remedy = system ? "Run it with sudo." : "Check who owns the directory."
            throw CommandFailure("Could not write '\(path)'. \(remedy)")
        }
    }
}

/// Names of units.
enum ServiceName {
    static let standard = "berth-worker"

    static func check(_ name: String) throws(InvalidInput) {
        let allowed = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.".utf8)
        guard !name.isEmpty, name.utf8.count <= 64, name.utf8.allSatisfy(allowed.contains), !name.hasPrefix(".") else {
            throw InvalidInput(
                "--name",
                "'\(TextForSentence.shortened(name))' is no name of a unit. Use letters, digits, - _ and dots.")
        }
    }
}
