import ArgumentParser
import ConsoleApp
import ConsoleNcurses
import ConsoleUI
import Foundation
import JobCore
import JobPersistence

/// The console on the terminal of this process, which gets it back on every path.
struct ConsoleSession {
    let runtime: Runtime
    /// Whether nothing may be changed.
    var isReadOnly = false
    /// Whether a worker is started in the background unless one is active.
    var startsWorker = false
    /// Said at the start.
    var notices: [ConsoleOptions.Notice] = []

    func run() async throws {
        let environment = runtime.settings.environment
        let terminal: NcursesTerminal
        do {
            terminal = try await NcursesTerminal.open(NcursesTerminal.Options(term: environment["TERM"]))
        } catch {
            throw CommandFailure("\(error)")
        }
        let end = await console(environment).run(on: terminal)
        await terminal.close()
        if case .terminated(let signal) = end { throw ExitCode(128 + signal) }
    }

    /// One frame as text, read from the store once; blanks at the ends of rows left out.
    func snapshot(_ size: Size) async throws -> String {
        let environment = runtime.settings.environment
        // What a locale is called, in the order in which it counts.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let charset = locale.uppercased().replacing("-", with: "")
        let abilities = TerminalAbilities(colors: 0, isUTF8: charset.hasSuffix("UTF8"))
        return try await console(environment).snapshot(size: size, abilities: abilities).text
    }

    private func console(_ environment: [String: String]) -> Console {
        Console(
            manager: runtime.manager, launching: ConsoleLauncher(runtime: runtime, startsWorker: startsWorker),
            options: options(environment))
    }

    private func options(_ environment: [String: String]) -> ConsoleOptions {
        let settings = runtime.settings.file.console
        let (keys, clashes) = settings.keyTable
        var options = ConsoleOptions(
            storeName: runtime.directory.path, isColorless: !(environment["NO_COLOR"] ?? "").isEmpty,
            isLight: settings.isLight(environment), isReadOnly: isReadOnly, keys: keys,
            notices: clashes.map { .init("Keys in the configuration: \($0)", isError: true) } + notices,
            startsWorker: startsWorker, prepare: prepare)
        if let pager = named("PAGER", in: environment) { options.pager = pager == "less" ? "less -R" : pager }
        if let editor = named("VISUAL", in: environment) ?? named("EDITOR", in: environment) { options.editor = editor }
        options.settingsPath = runtime.settings.configurationPath
        options.safety = runtime.settings.file.safety
        return options
    }

    private func named(_ variable: String, in environment: [String: String]) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Finds a first host and starts a worker while the console is on the screen already.
    private func prepare() async -> [ConsoleOptions.Notice] {
        guard startsWorker else { return [] }
        var notices: [ConsoleOptions.Notice] = []
        do {
            if let sentence = try await FirstHost.add(runtime) { notices.append(.init(sentence)) }
            try await runtime.startWorker()
        } catch {
            notices.append(.init(CommandFailure(wrapping: error)?.message ?? "\(error)", isError: true))
        }
        return notices
    }
}
