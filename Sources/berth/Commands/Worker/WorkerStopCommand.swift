import ArgumentParser
import JobCore
import JobEngine
import JobPersistence

/// `berth worker stop`.
struct WorkerStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Ask the active worker to drain and end, and wait until it has.",
        discussion: """
            Jobs that still run after its --shutdown-timeout go on in their containers; the next worker takes them \
            over. A standby takes over at once; with --all every worker of the store is stopped.

            EXAMPLES
              berth worker stop
              berth worker stop --all
            """)

    @Flag(help: "Also the standby workers.")
    var all = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let directory = try StoreDirectory.open(try global.settings().storePath, isCreating: false)
        guard WorkerLock.isHeld(at: directory.workerLockPath) else {
            return StandardError.say("No worker is active on the store '\(directory.path)'.")
        }
        try await Runtime.with(global, command: "worker stop", isReadOnly: true) { runtime in
            repeat {
                guard let process = try await stop(runtime) else { break }
                guard !all else { continue }
                return StandardError.say("The worker has ended; a standby has taken over (process \(process)).")
            } while true
        }
        StandardError.say(all ? "No worker is left." : "The worker has ended.")
    }

    /// Ends the active worker.
    ///
    /// - Returns: the process that took over; `nil` when none did.
    private func stop(_ runtime: Runtime) async throws -> Int? {
        let (lock, socket) = (runtime.directory.workerLockPath, runtime.directory.workerSocketPath)
        // The register names who holds the lock; one that has just taken it is about to stand there.
        let before = try await active(runtime)?.id
        guard await hasTakenRequest(WorkerSocket(path: socket), lock) else {
            throw CommandFailure(
                "The worker does not listen on '\(socket)'. `berth worker status` names its process; send it SIGTERM.")
        }
        // Between two holders the lock is free for a moment, while those that wait are still to be seen.
        let patience = ContinuousClock.now.advanced(by: .seconds(10))
        while WorkerLock.isHeld(at: lock) || (WorkerLock.standbyCount(at: lock) > 0 && ContinuousClock.now < patience) {
            if let now = try await active(runtime), now.id != before { return now.processID }
            try await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }

    private func active(_ runtime: Runtime) async throws -> WorkerRecord? {
        try await runtime.manager.journal.workers().first { $0.endedAt == nil }
    }

    /// A worker that has just begun listens in a moment.
    private func hasTakenRequest(_ socket: WorkerSocket, _ lock: String) async -> Bool {
        for _ in 0..<100 {
            if socket.drain() || !WorkerLock.isHeld(at: lock) { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
