import ArgumentParser
import Foundation
import JobCore
import JobEngine
import JobPersistence

/// `berth worker status`.
struct WorkerStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say who the active worker is; exits with 1 when there is none.",
        discussion: """
            EXAMPLE
              berth worker status --json
            """)

    /// What `--json` shows.
    private struct Record: Encodable {
        let schemaVersion = JSONText.schemaVersion
        var isActive: Bool
        var id: String?
        var processID: Int?
        var machine: String?
        var startedAt: Date?
        var renewedAt: Date?
        var version: String?
        var standbyWorkers: Int

        private enum CodingKeys: CodingKey {
            case schemaVersion, isActive, id, processID, machine, startedAt, renewedAt, version, standbyWorkers
        }
    }

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "worker status", isReadOnly: true) { runtime in
            // The lock is the truth; the register only names who holds it.
            let isActive = WorkerLock.isHeld(at: runtime.directory.workerLockPath)
            let record = isActive ? try await runtime.manager.journal.workers().first { $0.endedAt == nil } : nil
            let standby = WorkerLock.standbyCount(at: runtime.directory.workerLockPath)
            try await OutputWriter.stdout.line(
                json ? try text(record, isActive, standby) : sentence(record, isActive, standby))
            if !isActive { throw ExitCode(ExitStatus.failure) }
        }
    }

    private func sentence(_ worker: WorkerRecord?, _ isActive: Bool, _ standby: Int) -> String {
        guard isActive else { return "No worker is active." }
        let waiting = standby == 0 ? "" : standby == 1 ? " One standby waits." : " \(standby) standbys wait."
        guard let worker else { return "A worker is starting." }
        let since = Timestamp.person(worker.startedAt)
        return TerminalSafe.text(
            "Process \(worker.processID) on '\(worker.machine)' since \(since), version \(worker.version), last seen \(Timestamp.age(worker.renewedAt, now: Date())).\(waiting)"
        )
    }

    private func text(_ worker: WorkerRecord?, _ isActive: Bool, _ standby: Int) throws -> String {
        try JSONText.encode(
            Record(
                isActive: isActive, id: worker.map { "\($0.id)" }, processID: worker?.processID,
                machine: worker?.machine, startedAt: worker?.startedAt, renewedAt: worker?.renewedAt,
                version: worker?.version, standbyWorkers: standby))
    }
}
