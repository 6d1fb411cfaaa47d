import CNcurses
import Glibc
import Synchronization

/// What the thread and its executor share; the thread holds it, not the executor, so that the executor can go away.
final class TerminalThreadCore: Sendable {
    /// The descriptors to poll and whom to tell. A class, since a closure kept inside a `Mutex` value leaks.
    final class Watch: Sendable {
        let descriptors: [CInt]
        let onReady: @Sendable (CInt, TerminalThread.Readiness) -> Void
        let onAlarm: @Sendable () -> Void

        init(
            descriptors: [CInt], onReady: @escaping @Sendable (CInt, TerminalThread.Readiness) -> Void,
            onAlarm: @escaping @Sendable () -> Void
        ) {
            self.descriptors = descriptors
            self.onReady = onReady
            self.onAlarm = onAlarm
        }
    }

    private struct State {
        var jobs: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
        var watch: Watch?
        var isStopped = false
    }

    private let state = Mutex(State())
    private let thread = Atomic<UInt>(0)
    private let wakeUp: CInt
    private let timer: CInt

    init() throws {
        wakeUp = berth_eventfd()
        guard wakeUp >= 0 else { throw TerminalError.systemCall("eventfd", code: errno) }
        timer = berth_timer()
        guard timer >= 0 else { throw TerminalError.systemCall("timerfd_create", code: errno) }
    }

    deinit {
        close(wakeUp)
        if timer >= 0 { close(timer) }
    }

    var isCurrentThread: Bool { thread.load(ordering: .acquiring) == pthread_self() }

    func enqueue(_ job: UnownedJob, on executor: UnownedSerialExecutor) {
        state.withLock { $0.jobs.append((job, executor)) }
        announce()
    }

    func watch(_ watch: Watch?) {
        state.withLock { $0.watch = watch }
        announce()
    }

    /// Sets the one time, in place of what was set before; `nil` sets none.
    func setAlarm(in pause: Duration?) {
        // A time of zero would set none; who is late is told at once.
        _ = berth_set_timer(timer, pause.map { max(1, Int64($0 / .nanoseconds(1))) } ?? 0)
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        announce()
    }

    /// The body of the thread.
    func run() {
        thread.store(pthread_self(), ordering: .releasing)
        var hungUp: Set<CInt> = []
        while true {
            let (jobs, watch, isStopped) = state.withLock { state in
                defer { state.jobs = [] }
                return (state.jobs, state.watch, state.isStopped)
            }
            for (job, executor) in jobs { job.runSynchronously(on: executor) }
            if !jobs.isEmpty { continue }
            if isStopped { return }
            waitForWork(watch, hungUp: &hungUp)
        }
    }

    private func waitForWork(_ watch: Watch?, hungUp: inout Set<CInt>) {
        var polled = [wakeUp, timer].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        for descriptor in watch?.descriptors ?? [] where !hungUp.contains(descriptor) {
            polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
        guard poll(&polled, nfds_t(polled.count), -1) > 0 else { return }
        if polled[0].revents != 0 { _ = takeCount(of: wakeUp) }
        // Set anew meanwhile, it counts from nothing.
        if polled[1].revents != 0, takeCount(of: timer) { watch?.onAlarm() }
        for entry in polled.dropFirst(2) where entry.revents != 0 {
            if entry.revents & Int16(POLLIN) != 0 { watch?.onReady(entry.fd, .readable) }
            if entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
                hungUp.insert(entry.fd)
                watch?.onReady(entry.fd, .hungUp)
            }
        }
    }

    /// Takes what an eventfd or a timer has counted.
    ///
    /// - Returns: whether there was anything.
    private func takeCount(of descriptor: CInt) -> Bool {
        var count: UInt64 = 0
        return read(descriptor, &count, MemoryLayout.size(ofValue: count)) > 0
    }

    /// Ends the wait. The thread itself looks before it waits again.
    private func announce() {
        if isCurrentThread { return }
        var one: UInt64 = 1
        _ = write(wakeUp, &one, MemoryLayout.size(ofValue: one))
    }
}
