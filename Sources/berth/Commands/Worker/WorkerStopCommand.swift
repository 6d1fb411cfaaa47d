import ArgumentParser
import JobCore
import JobEngine
import JobPersistence

/// `berth worker stop`.
struct WorkerStopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Ask the active worker to drain and end, and wait until it has.",
        discussion: """
            Jobs that still run after its --shutdown-timeout go on in their containers; the next worker takes them over.

            EXAMPLE
              berth worker stop
            """)

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        let directory = try StoreDirectory.open(settings.storePath, isCreating: false)
        guard WorkerLock.isHeld(at: directory.workerLockPath) else {
            return StandardError.say("No worker is active on the store '\(directory.path)'.")
        }
        guard WorkerSocket(path: directory.workerSocketPath).drain() else {
            throw CommandFailure(
                "The worker does not listen on '\(directory.workerSocketPath)'. `berth worker status` names its process; send it SIGTERM."
            )
        }
        while WorkerLock.isHeld(at: directory.workerLockPath) { try await Task.sleep(for: .milliseconds(20)) }
        StandardError.say("The worker has ended.")
    }
}
