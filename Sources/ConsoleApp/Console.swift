public import ConsoleUI
import Foundation
public import JobEngine

/// The console: shows a store on a terminal and lets a person act on it.
///
/// It is a client of the front door and owns no job: however it ends, every job goes on.
public struct Console: Sendable {
    private let source: any ConsoleSource
    private let options: ConsoleOptions

    /// A console over the front door of a store.
    ///
    /// - Parameter launching: how it launches jobs.
    public init(manager: JobManager, launching: any JobLaunching, options: ConsoleOptions) {
        self.init(
            source: ManagerSource(manager: manager, launching: launching, now: options.now), options: options)
    }

    init(source: any ConsoleSource, options: ConsoleOptions) {
        self.source = source
        self.options = options
    }

    /// Runs on `terminal` until the person quits, a signal asks for the end, the terminal goes away or the task is
    /// cancelled. Closing the terminal is the caller's part (`NcursesTerminal.withTerminal`).
    public func run(on terminal: some Terminal) async -> ConsoleExit {
        await ConsoleLoop(
            source: source, options: options,
            state: state(size: terminal.initialSize, abilities: terminal.abilities)
        ).run(on: terminal)
    }

    /// One frame of the given size, read from the store once: what `berth console --snapshot` prints.
    ///
    /// - Throws: when the store cannot be read.
    public func snapshot(size: Size, abilities: TerminalAbilities) async throws -> Frame {
        var state = state(size: size, abilities: abilities)
        // What one answer shows may make more visible: the log of the job that it selects.
        var answered: [ReadRequest] = []
        while let next = state.visible.requests.first(where: { !answered.contains($0) }) {
            answered.append(next)
            _ = state.apply(try await source.read(next))
        }
        return state.frame()
    }

    private func state(size: Size, abilities: TerminalAbilities) -> ConsoleState {
        var settings = ConsoleSettings(
            storeName: options.storeName, abilities: abilities, isColorless: options.isColorless,
            isLight: options.isLight, isReadOnly: options.isReadOnly,
            startsWorker: options.startsWorker, keys: options.keys)
        settings.safety = options.safety
        let now = options.now()
        return ConsoleState(
            settings: settings, size: size, now: now, secondsFromUTC: options.timeZone.secondsFromGMT(for: now))
    }
}
