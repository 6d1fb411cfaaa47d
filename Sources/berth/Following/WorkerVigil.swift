import JobEngine
import JobPersistence

/// Watches beside a command that waits for jobs whether a worker is there to work on them: for one that died another is started,
/// where the command starts workers at all; where one was stopped, or never was, that is said once.
struct WorkerVigil: Sendable {
    let runtime: Runtime
    /// Whether the command starts workers.
    let startsWorker: Bool
    let isQuiet: Bool

    /// A worker that stands by, or a service manager, is given that long to take over.
    private static let patience = Duration.seconds(2)

    /// Runs `body` beside the watch, which ends with it.
    func during<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let watch = Task { await keep() }
        do {
            let value = try await body()
            await end(watch)
            return value
        } catch {
            await end(watch)
            throw error
        }
    }

    /// It reads the store, which the command closes at its end.
    private func end(_ watch: Task<Void, Never>) async {
        watch.cancel()
        await watch.value
    }

    private func keep() async {
        var hasTold = false
        while (try? await Task.sleep(for: Self.patience)) != nil {
            guard isMissing else {
                hasTold = false
                continue
            }
            guard (try? await Task.sleep(for: Self.patience)) != nil, isMissing else { continue }
            // One that was asked to end has signed off.
            let hasDied = (try? await runtime.manager.journal.workers().first?.endedAt == nil) ?? false
            if startsWorker, hasDied, (try? await runtime.startWorker()) != nil {
                tell("The worker has died; another one goes on with what it left.")
            } else if !hasTold {
                hasTold = true
                tell("No worker is active: nothing goes on before one is started, as by `berth worker --background`.")
            }
        }
    }

    private var isMissing: Bool { !WorkerLock.isHeld(at: runtime.directory.workerLockPath) }

    private func tell(_ sentence: String) {
        if !isQuiet { StandardError.say(sentence) }
    }
}
