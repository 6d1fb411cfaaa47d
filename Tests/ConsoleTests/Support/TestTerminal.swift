import ConsoleUI
import Glibc
import Synchronization

/// A terminal in memory: keeps every frame, plays what a person does.
actor TestTerminal: Terminal {
    nonisolated let abilities = TerminalAbilities()
    nonisolated let initialSize: Size
    nonisolated let events: AsyncStream<TerminalEvent>
    private let continuation: AsyncStream<TerminalEvent>.Continuation
    private struct Recorded {
        var frames: [Frame] = []
        var suspensions = 0
        var invalidations = 0
        var copies: [String] = []
        var notices: [String] = []
        var captures: [Bool] = []
    }

    private nonisolated let recorded = Mutex(Recorded())
    private var alarm: Task<Void, Never>?

    init(columns: Int = 80, rows: Int = 24) {
        initialSize = Size(columns: columns, rows: rows)
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
    }

    nonisolated var frames: [Frame] { recorded.withLock { $0.frames } }
    nonisolated var suspensions: Int { recorded.withLock { $0.suspensions } }
    nonisolated var invalidations: Int { recorded.withLock { $0.invalidations } }

    nonisolated var notices: [String] { recorded.withLock { $0.notices } }
    nonisolated var captures: [Bool] { recorded.withLock { $0.captures } }
    nonisolated var copies: [String] { recorded.withLock { $0.copies } }

    nonisolated func send(_ events: TerminalEvent...) {
        for event in events { continuation.yield(event) }
    }

    nonisolated func type(_ text: String) {
        for scalar in text.unicodeScalars { continuation.yield(.key(.character(scalar))) }
    }

    nonisolated func vanish() {
        continuation.finish()
    }

    func present(_ frame: Frame) {
        recorded.withLock { $0.frames.append(frame) }
    }

    func setAlarm(at deadline: ContinuousClock.Instant?, _ onAlarm: @escaping @Sendable () -> Void) {
        alarm?.cancel()
        alarm = deadline.map { deadline in
            Task {
                guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else { return }
                onAlarm()
            }
        }
    }

    func invalidate() {
        recorded.withLock { $0.invalidations += 1 }
    }

    func copy(_ text: String) {
        recorded.withLock { $0.copies.append(text) }
    }

    func suspend() {
        recorded.withLock { $0.suspensions += 1 }
        continuation.yield(.resumed)
    }

    func notify(_ text: String) {
        recorded.withLock { $0.notices.append(text) }
    }

    func captureMouse(_ isOurs: Bool) {
        recorded.withLock { $0.captures.append(isOurs) }
    }

    func lend<Result: Sendable>(
        _ modes: LentTerminal.Modes, to body: @escaping @Sendable (LentTerminal) async -> Result
    ) async -> Result {
        let sizes = AsyncStream<Size> { $0.finish() }
        // Programs find an end of input here, and their output goes nowhere.
        let descriptor = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        let result = await body(LentTerminal(descriptor: descriptor, size: initialSize, sizes: sizes))
        continuation.yield(.resumed)
        return result
    }

    /// Waits, for at most ten seconds, for a last frame that fulfils `condition`.
    nonisolated func waitForFrame(_ condition: (String) -> Bool) async -> Bool {
        for _ in 0..<2_000 {
            if let frame = frames.last, condition(frame.text) { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return false
    }
}
