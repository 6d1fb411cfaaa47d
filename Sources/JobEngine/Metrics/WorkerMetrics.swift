import Foundation
import JobCore

/// Counts what a worker does, from its start on: launches, ends, errors of engines, how long their calls take (BASE-11).
final class WorkerMetrics: Sendable {
    /// A host and a word about what happened there.
    struct Key: Hashable, Comparable, Sendable {
        var host: String
        var word: String

        static func < (first: Key, second: Key) -> Bool {
            (first.host, first.word) < (second.host, second.word)
        }
    }

    /// What was counted so far.
    struct Counts: Sendable {
        var launches: [String: Int] = [:]
        var launchLatency = Histogram.launch
        var ends: [Key: Int] = [:]
        var errors: [Key: Int] = [:]
        var operations: [Key: Histogram] = [:]
        var times: [Key: DurationSketch] = [:]
        var notifications: [String: Int] = [:]
    }

    private let state = Locked(Counts())

    var counts: Counts { state.withLock { $0 } }

    /// A container was started that many seconds after its job was ready.
    func countLaunch(on host: String, after seconds: Double) {
        state.withLock { counts in
            counts.launches[host, default: 0] += 1
            counts.launchLatency.add(seconds)
        }
    }

    /// An attempt ended, and its job went to `status`.
    func countEnd(on host: String, _ status: JobStatus) {
        state.withLock { $0.ends[Key(host: host, word: status.rawValue), default: 0] += 1 }
    }

    /// A notice of a job's end was delivered, failed for now, or was given up.
    func countNotification(_ result: String) {
        state.withLock { $0.notifications[result, default: 0] += 1 }
    }

    /// Takes the time of a call to an engine, and counts its error.
    func measure<Answer>(
        _ operation: EngineOperation, on host: String, _ call: () async throws(ExecutorError) -> Answer
    ) async throws(ExecutorError) -> Answer {
        let start = ContinuousClock.now
        do {
            let answer = try await call()
            note(operation, on: host, ContinuousClock.now - start, nil)
            return answer
        } catch {
            note(operation, on: host, ContinuousClock.now - start, error.code)
            throw error
        }
    }

    /// What was counted of one host (BASE-11).
    func metrics(of host: String, since: Date, now: Date) -> HostMetrics {
        let counts = counts
        func words(_ table: [Key: Int]) -> [String: Int] {
            table.reduce(into: [:]) { if $1.key.host == host { $0[$1.key.word] = $1.value } }
        }
        var metrics = HostMetrics(since: since, at: now)
        metrics.launches = counts.launches[host] ?? 0
        metrics.ends = words(counts.ends)
        metrics.errors = words(counts.errors)
        for (key, sketch) in counts.times where key.host == host && sketch.count > 0 {
            metrics.operations[key.word] = HostMetrics.Operation(sketch)
        }
        return metrics
    }

    private func note(_ operation: EngineOperation, on host: String, _ time: Duration, _ error: ErrorCode?) {
        state.withLock { counts in
            counts.operations[Key(host: host, word: operation.rawValue), default: .operation].add(time.inSeconds)
            counts.times[Key(host: host, word: operation.rawValue), default: DurationSketch()].add(time.inSeconds)
            if let error { counts.errors[Key(host: host, word: error.rawValue), default: 0] += 1 }
        }
    }
}
