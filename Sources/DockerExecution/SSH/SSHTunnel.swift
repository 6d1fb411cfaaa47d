import Foundation
import Glibc
import Logging
import Synchronization

/// Brings an engine's socket on another machine to this one: one ssh client, started when it is needed and started again
/// when it has ended.
///
/// However many ask at once, one client is started, and after a failure not before a pause that grows: who asks meanwhile
/// gets the last reason at once.
actor SSHTunnel {
    private enum State {
        case closed
        case opening(Task<SSHClient, any Error>)
        case open(SSHClient)
    }

    private static let openingLimit = Duration.seconds(20)
    private static let longestPause = Duration.seconds(3)
    /// What ssh said longer ago than that is about something else.
    private static let freshness = Duration.seconds(2)
    /// A client that lived that long was no failure.
    private static let goodLife = Duration.seconds(10)

    private nonisolated let target: SSHTarget
    private nonisolated let environment: [String: String]
    private nonisolated let logger: Logger
    /// This end's socket while the tunnel stands, for those who do not want to wait for this actor.
    private nonisolated let standing = Mutex<String?>(nil)
    private var state = State.closed
    private var failures = 0
    private var failure: any Error = EngineFailure.tunnel("it was closed")
    private var retryAt = ContinuousClock.now
    private var openedAt = ContinuousClock.now
    private var isClosed = false
    /// How much of the client's words was looked at.
    private var heard = 0
    private var lastComplaint: (reason: String, at: ContinuousClock.Instant)?

    init(_ target: SSHTarget, environment: [String: String], logger: Logger) {
        self.target = target
        self.environment = environment
        self.logger = logger
    }

    /// The path of this end; opens the tunnel when it does not stand.
    /// - Throws: `EngineFailure.tunnel`.
    nonisolated func socketPath() async throws -> String {
        if let path = standing.withLock({ $0 }) { return path }
        return try await open().directory.socketPath
    }

    /// What ssh has said just now: why the far socket cannot be reached, for example.
    func complaint() -> String? {
        guard case .open(let client) = state else { return nil }
        let (news, size) = client.directory.log(after: heard)
        heard = size
        if !news.isEmpty { lastComplaint = (SSHCommand.reason(in: news, target: target), .now) }
        guard let lastComplaint, ContinuousClock.now - lastComplaint.at < Self.freshness else { return nil }
        return lastComplaint.reason
    }

    /// Ends the client for good.
    func close() {
        isClosed = true
        if case .open(let client) = state { client.end() }
        if case .opening(let task) = state { task.cancel() }
        state = .closed
        standing.withLock { $0 = nil }
    }

    private func open() async throws -> SSHClient {
        switch state {
        case .open(let client): return client
        case .opening(let task): return try await task.value
        case .closed: break
        }
        guard !isClosed, ContinuousClock.now >= retryAt else { throw failure }
        let task = Task { try await start() }
        state = .opening(task)
        do {
            let client = try await task.value
            guard case .opening = state else { throw failure }
            state = .open(client)
            openedAt = .now
            (heard, lastComplaint) = (0, nil)
            standing.withLock { $0 = client.directory.socketPath }
            return client
        } catch {
            if case .opening = state { state = .closed }
            noteFailure(error)
            throw error
        }
    }

    private func noteFailure(_ error: any Error) {
        failures += 1
        failure = error
        let pause = min(Self.longestPause, .milliseconds(250) * Double(1 << min(failures, 6)))
        retryAt = .now + pause * Double.random(in: 0.8...1.2)
    }

    /// Starts a client and waits until it listens, which it does only once it has logged in.
    private nonisolated func start() async throws -> SSHClient {
        let isOver = Flag()
        let client = try SSHClient(target, environment: environment) { [weak self] in
            isOver.set()
            Task { await self?.clientEnded(isOver) }
        }
        let limit = ContinuousClock.now + Self.openingLimit
        while !isOver.isSet, ContinuousClock.now < limit, !Task.isCancelled {
            if let descriptor = try? EngineSocket.connect(to: client.directory.socketPath, isBlocking: false) {
                Glibc.close(descriptor)
                await adopt(isOver)
                return client
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        let log = client.directory.log
        client.end()
        guard isOver.isSet else {
            throw EngineFailure.tunnel("ssh has not logged in at '\(target.host)' within 20 s")
        }
        throw EngineFailure.tunnel(SSHCommand.reason(in: log, target: target))
    }

    /// The flag of the client that stands, so that the end of an older one is not taken for its own.
    private var current: Flag?

    private func adopt(_ flag: Flag) {
        current = flag
    }

    private func clientEnded(_ flag: Flag) {
        guard current === flag, case .open(let client) = state else { return }
        let reason = SSHCommand.reason(in: client.directory.log, target: target)
        logger.warning("The ssh client to '\(target)' has ended: \(reason).")
        standing.withLock { $0 = nil }
        state = .closed
        if ContinuousClock.now - openedAt >= Self.goodLife { failures = 0 }
        noteFailure(EngineFailure.tunnel(reason))
    }

    private final class Flag: Sendable {
        private let value = Mutex(false)
        var isSet: Bool { value.withLock { $0 } }
        func set() { value.withLock { $0 = true } }
    }
}
