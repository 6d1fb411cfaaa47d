import Foundation
import JobCore
import Logging

/// Brings one attempt's output from its engine into the log store: follows while the container runs, reads once more after
/// its end, and knows what is missing and why.
actor LogPump {
    private let attempt: AttemptID
    private let fence: Fence
    private let executor: any ContainerExecutor
    private let services: WorkerServices
    private let isResumed: Bool
    private var writer: (any LogWriter)?
    private var progress = LogProgress()
    private var problem: LogCompleteness.Reason?
    private var lastCursor = ContinuousClock.now
    private var isReading = false

    /// How far the log reaches and whether it is whole.
    struct Summary: Sendable {
        var progress: LogProgress
        var completeness: LogCompleteness
    }

    /// A container that has ended by then needs no follow at all: its output comes with the final read.
    private var followDelay: Duration {
        // Short enough that nobody who watches sees it; without a watcher there is time to see most short jobs end.
        services.isWatched() ? .milliseconds(15) : .milliseconds(400)
    }
    /// How long a follow may be silent after the end of its container before it is closed from here.
    private static let followGrace = Duration.seconds(1)
    /// How many of the newest records are looked at first for the end of a log that was followed.
    private static let endLength = 500
    /// How often the durable cursor is moved while output arrives.
    private static let cursorInterval = Duration.seconds(2)

    init(attempt: Attempt, executor: any ContainerExecutor, isResumed: Bool, services: WorkerServices) {
        self.attempt = attempt.id
        fence = attempt.fence
        self.executor = executor
        self.isResumed = isResumed
        self.services = services
    }

    /// Follows until the container has ended, over any break of the line.
    ///
    /// - Parameters:
    ///   - isOver: whether the container is known to have ended.
    ///   - onEnd: called when the engine closes the stream: a hint that it has.
    func follow(_ container: ExecutionID, isOver: @Sendable () -> Bool, onEnd: @Sendable () -> Void) async {
        guard let reader = executor as? any LogFollowing else { return }
        if !isResumed { try? await Task.sleep(for: followDelay) }
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled, !isOver() {
            do throws(LogReadingError) {
                let before = progress.bytes
                let end = try await read(reader, container, follow: true)
                guard end == .ended else { return note(end) }
                onEnd()
                if progress.bytes > before { pause = .milliseconds(100) }
            } catch {
                switch error {
                case .executor(let error):
                    guard error.isOutage else { return }
                case .store(let error):
                    // What cannot be stored now is read again at the end, or missing for a stated reason.
                    services.logger.error("\(error.message)", metadata: ["attempt": "\(attempt)"])
                }
            }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// Lets a follow close by itself after the container's end, for as long as output comes; then ends it. One that is behind
    /// must not be broken off: the engine would have to go through the whole log again.
    func letFollowEnd(_ follower: Task<Void, Never>) async {
        if !isReading { follower.cancel() }
        await withTaskGroup { group in
            group.addTask { await follower.value }
            group.addTask { await self.waitForSilence() }
            await group.next()
            follower.cancel()
            group.cancelAll()
        }
    }

    private func waitForSilence() async {
        var before: Int64
        repeat {
            before = progress.bytes
            guard (try? await Task.sleep(for: Self.followGrace)) != nil else { return }
        } while progress.bytes > before
    }

    /// Reads what follows after the last stored record, without following.
    ///
    /// - Returns: the outage that broke it off, to be tried again; `nil` when it is done, well or not.
    func finalRead(_ container: ExecutionID) async -> ExecutorError? {
        guard let reader = executor as? any LogFollowing else { return nil }
        do throws(LogReadingError) {
            if try await readEnd(reader, container) { return nil }
            note(try await read(reader, container, follow: false))
        } catch {
            switch error {
            case .executor(let error):
                if error.isOutage { return error }
                problem = problem ?? (error.code == .notFound ? .containerRemoved : .damaged)
            case .store(let error):
                services.logger.error("\(error.message)", metadata: ["attempt": "\(attempt)"])
                problem = problem ?? .storeFull
            }
        }
        return nil
    }

    /// Makes everything durable and says whether it is whole.
    func close(because reason: LogCompleteness.Reason?) async -> Summary {
        do {
            if let writer { progress = try await writer.close() }
        } catch {
            services.logger.error("\(error.message)", metadata: ["attempt": "\(attempt)"])
            problem = problem ?? .storeFull
        }
        writer = nil
        if progress.missingBytes > 0 { problem = problem ?? .quota }
        let completeness = (problem ?? reason).map(LogCompleteness.incomplete) ?? .complete
        return Summary(progress: progress, completeness: completeness)
    }

    /// Closes without a word: the next worker goes on from the files.
    func stop() async {
        _ = try? await writer?.close()
        writer = nil
    }

    private func note(_ end: LogReadingEnd) {
        switch end {
        case .ended: break
        case .unreadable: problem = problem ?? .unreadableDriver
        case .damaged: problem = problem ?? .damaged
        }
    }

    private func read(
        _ reader: any LogFollowing, _ container: ExecutionID, follow: Bool
    ) async throws(LogReadingError) -> LogReadingEnd {
        // A fresh attempt holds nothing, so its log is opened by its first output: most short jobs write none.
        if isResumed, writer == nil {
            do {
                try await openWriter()
            } catch {
                throw .store(error)
            }
        }
        let since = await writer?.resumeTime
        await writer?.beginReading()
        isReading = true
        defer { isReading = false }
        let end = try await reader.readLog(container, since: since, follow: follow) {
            [self] batch async throws(StoreError) in
            try await take(batch)
        }
        if end == .ended, !follow, await writer?.hasSeenHeldRecords == false { problem = problem ?? .rotation }
        return end
    }

    /// Looks only at the newest part of a log that was followed: enough when it reaches back to what is held.
    private func readEnd(_ reader: any LogFollowing, _ container: ExecutionID) async throws(LogReadingError) -> Bool {
        guard let writer, let reader = reader as? any LogEndReading else { return false }
        let (batch, end) = try await reader.readLogEnd(container, limit: Self.endLength)
        guard end == .ended else { return false }
        do {
            let isWhole = batch.records.count < Self.endLength
            guard let reached = try await writer.append(end: batch, isWhole: isWhole) else { return false }
            progress = reached
            return true
        } catch {
            throw .store(error)
        }
    }

    private func openWriter() async throws(StoreError) {
        writer = try await services.logs.writer(for: attempt, limits: services.options.logLimits)
    }

    private func take(_ batch: LogBatch) async throws(StoreError) {
        if writer == nil { try await openWriter() }
        guard let writer else { return }
        let before = progress.bytes
        progress = try await writer.append(batch)
        guard progress.bytes > before else { return }
        services.failpoints.hit(.logChunk)
        services.publish(Hint(kind: .log, job: attempt.job, attempt: attempt.number, bytes: progress.bytes))
        guard ContinuousClock.now - lastCursor >= Self.cursorInterval else { return }
        lastCursor = .now
        progress = try await writer.sync()
        try await services.store.record(.logged(progress), fence: fence, now: services.now())
        services.failpoints.hit(.logCursor)
    }
}
