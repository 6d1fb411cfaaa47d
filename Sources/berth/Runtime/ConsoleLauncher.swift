import ConsoleApp
import ConsoleUI
import Foundation
import Glibc
import JobCore

/// Launches jobs for the console by what `berth run` is made of.
struct ConsoleLauncher: JobLaunching {
    let runtime: Runtime
    /// Whether a host and a worker are found for a job; else it waits for whoever runs a worker.
    let startsWorker: Bool

    func runLine(_ text: String) async throws(InvalidInput) -> RunLine {
        let environment = runtime.settings.environment
        return try await RunLineParser(
            variable: { environment[$0] }, workingDirectory: FileManager.default.currentDirectoryPath,
            userID: getuid(), groupID: getgid()
        ).parse(text)
    }

    func order(
        of request: RunRequest, secrets: [String: String], library: TemplateLibrary
    ) throws(InvalidInput) -> JobOrder {
        guard request.value(.each) != "-" else {
            throw InvalidInput("--each", "Standard input is the console's own here. Name a file.")
        }
        return try runtime.settings.draftBuilder(secrets: secrets, library: library).order(request)
    }

    func prepareHost() async throws {
        if startsWorker { _ = try await FirstHost.add(runtime) }
    }

    func notify(_ notice: JobNotice) async -> String? {
        await NotifyCommand(words: runtime.settings.file.notify.command).run(notice)
    }

    func notifications() throws(InvalidInput) -> NotificationReport.Settings {
        let path = runtime.settings.configurationPath
        let settings = try SettingsFile.read(path, mustExist: false).notify
        return NotificationReport.Settings(rules: settings.rules, command: settings.command, path: path)
    }

    func startWorker() async throws {
        if startsWorker { try await runtime.startWorker() }
    }
}
