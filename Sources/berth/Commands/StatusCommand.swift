import ArgumentParser
import Foundation
import JobCore
import JobEngine
import JobPersistence

/// `berth status` (CMD-12).
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How queue, worker and hosts are doing.",
        discussion: """
            EXAMPLES
              berth status
              berth status --capacity
              berth status --json | jq .queue.ready
            """)

    @Flag(help: "Also what each host has and what is taken.")
    var capacity = false

    @Flag(help: "As JSON; always with capacity.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "status", isReadOnly: true) { runtime in
            let manager = runtime.manager
            // The lock is the truth; the register only names who holds it.
            let isActive = WorkerLock.isHeld(at: runtime.directory.workerLockPath)
            let status = StoreStatus(
                store: runtime.directory.path, queue: try await manager.jobs.statistics(),
                worker: isActive ? try await manager.journal.workers().first { $0.endedAt == nil } : nil,
                hasWorker: isActive, hosts: try await manager.hosts.list(), loads: try await manager.hosts.loads(),
                now: Date())
            let out = OutputWriter.stdout
            guard !json else { return try await out.line(try JSONText.encode(StatusRecord(status))) }
            let lines = StatusText(status: status).lines(hasCapacity: capacity, width: out.width)
            try await out.lines(lines)
        }
    }
}
