import Foundation
public import JobCore

/// Makes executors and lends them: one per host and configuration, however many ask at once (ROUTE-13).
///
/// What the settings of an edited host no longer fit is closed after its last use, and whoever asks from then on gets a new
/// one; what uses the old one goes on with it.
public final class ExecutorPool: Sendable {
    private let maker: any ExecutorMaking
    private let entries = Locked<[String: Entry]>([:])

    /// One executor, and who uses it.
    final class Entry: Sendable {
        let executor: any ContainerExecutor
        let settings: JobHost
        private let state = Locked((uses: 0, isOutdated: false))

        init(_ executor: any ContainerExecutor, settings: JobHost) {
            self.executor = executor
            self.settings = settings
        }

        func begin() { state.withLock { $0.uses += 1 } }

        /// Answers whether it is to be closed by the caller.
        func end() -> Bool {
            state.withLock { state in
                state.uses -= 1
                return state.isOutdated && state.uses == 0
            }
        }

        /// Answers whether it is to be closed by the caller; else its last user does.
        func outdate() -> Bool {
            state.withLock { state in
                state.isOutdated = true
                return state.uses == 0
            }
        }
    }

    /// A pool without executors.
    public init(_ maker: any ExecutorMaking) {
        self.maker = maker
    }

    /// The executor of a host as it is set now, until the lease ends.
    ///
    /// - Throws: `InvalidInput` that names the setting which cannot work; one that was lent before is not affected.
    public func lend(for host: JobHost) throws(InvalidInput) -> ExecutorLease {
        let settings = host.executorSettings
        let result = entries.withLock { entries -> Result<(Entry, old: Entry?), InvalidInput> in
            if let entry = entries[host.name], entry.settings == settings {
                entry.begin()
                return .success((entry, nil))
            }
            // Under the lock, so that no second one is made; it calls nothing on the network.
            return Result { () throws(InvalidInput) in try maker.makeExecutor(for: host) }.map { executor in
                let entry = Entry(executor, settings: settings)
                entry.begin()
                defer { entries[host.name] = entry }
                return (entry, entries[host.name])
            }
        }
        let (entry, old) = try result.get()
        if let old { retire(old) }
        return ExecutorLease(entry)
    }

    /// Lets the next one who asks have a new executor, whatever the settings.
    public func invalidate(host name: String) {
        let old = entries.withLock { $0.removeValue(forKey: name) }
        if let old { retire(old) }
    }

    /// Closes what nobody uses, and the rest after its last use.
    public func close() async {
        let all = entries.withLock { entries in
            defer { entries = [:] }
            return Array(entries.values)
        }
        for entry in all where entry.outdate() { await entry.executor.close() }
    }

    private func retire(_ entry: Entry) {
        guard entry.outdate() else { return }
        // To close takes a moment for which nobody has to wait.
        Task { await entry.executor.close() }
    }
}

/// The right to use an executor, which is not closed before its end.
public final class ExecutorLease: Sendable {
    private let entry: ExecutorPool.Entry
    private let hasEnded = Locked(false)

    init(_ entry: ExecutorPool.Entry) {
        self.entry = entry
    }

    /// What was lent.
    public var executor: any ContainerExecutor { entry.executor }

    /// Gives it back; the last one to do so closes an executor that is outdated. Again, it does nothing.
    public func end() async {
        let isFirst = hasEnded.withLock { hasEnded in
            defer { hasEnded = true }
            return !hasEnded
        }
        if isFirst, entry.end() { await entry.executor.close() }
    }
}

extension JobHost {
    /// What its executor is made of: everything but what Berth alone looks at.
    var executorSettings: JobHost {
        var settings = self
        let plain = JobHost(name: name, kind: kind, createdAt: .distantPast)
        (settings.slots, settings.weight, settings.region) = (plain.slots, plain.weight, plain.region)
        (settings.labels, settings.gpus, settings.counters) = (plain.labels, plain.gpus, plain.counters)
        (settings.isActive, settings.allowsPull, settings.removal) = (plain.isActive, plain.allowsPull, plain.removal)
        (settings.createdAt, settings.condition) = (plain.createdAt, nil)
        return settings
    }
}
