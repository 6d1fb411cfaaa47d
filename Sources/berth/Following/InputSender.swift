import ConsoleApp
import ConsoleUI
import Glibc
import JobCore
import JobEngine

/// Sends this process's standard input to a job, from its start to the end of either (`berth run -i`); with `-it` joins the
/// two terminals.
actor InputSender {
    /// Whether the job's terminal is this one: then what it writes comes here at once, prompts and all.
    nonisolated let joinsTerminal: Bool
    private let leavingKeys: [UInt8]
    private var onLeft: @Sendable () -> Void = {}
    private let manager: JobManager
    private let job: JobNumber
    private let ticket: InputTicket
    private var sending: Task<Void, Never>?

    /// Promises the job its input, before it may start.
    ///
    /// - Parameter leavingKeys: what leaves the job when the terminals are joined; `nil` joins none.
    init(manager: JobManager, job: JobNumber, leavingKeys: [UInt8]?) throws(StoreError) {
        joinsTerminal = leavingKeys != nil
        self.leavingKeys = leavingKeys ?? []
        self.manager = manager
        self.job = job
        ticket = try InputTicket.take(for: job, beside: manager.context.worker.path)
    }

    /// Told what the job is like; begins when it has a container, which is started when the line to it stands.
    func see(_ job: Job) {
        guard job.status == .launching || job.status == .running else { return }
        if sending == nil { sending = Task { await send() } }
    }

    /// Whom to tell when the person leaves the job.
    func whenLeft(_ tell: @escaping @Sendable () -> Void) { onLeft = tell }

    /// Ends the line, if it still stands.
    func stop() { sending?.cancel() }

    private func send() async {
        while !Task.isCancelled {
            do {
                try await manager.containers.attach(to: job, receivesOutput: joinsTerminal) { session in
                    ticket.redeem()
                    await joinsTerminal ? join(session) : forward(to: session)
                }
                return
            } catch ManagerError.store(let error) where error.code == .conflict {
                // Not made yet.
                guard await isRunning else { return }
                try? await Task.sleep(for: .milliseconds(20))
            } catch {
                guard !Task.isCancelled, await isRunning else { return }
                return StandardError.say("\(error) Job \(job) reads an empty input.")
            }
        }
    }

    private func join(_ session: any ExecSession) async {
        guard let raw = RawTerminal(STDIN_FILENO) else { return await forward(to: session) }
        let first = raw.size
        // At once when the process runs: a shell that has shown its prompt by then may wipe it away.
        let sizing = Task {
            while !Task.isCancelled, await !session.resize(columns: first.columns, rows: first.rows) {
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        defer { sizing.cancel() }
        let ending = await TerminalBridge(
            session: session,
            terminal: LentTerminal(descriptor: STDIN_FILENO, size: raw.size, sizes: raw.sizes()),
            leavingKeys: leavingKeys
        ).run()
        raw.restore()
        if ending == .left { onLeft() }
    }

    private func forward(to session: any ExecSession) async {
        await withTaskCancellationHandler {
            var sent = 0
            while let bytes = await StandardInput.read() {
                guard (try? await session.write(bytes)) != nil else {
                    // A job need not read to the end, nor live until then.
                    guard await isRunning, !Task.isCancelled else { return }
                    return StandardError.say(
                        "The engine closed the line to job \(job) after \(sent) bytes of input were sent; how many it read is not known."
                    )
                }
                sent += bytes.count
            }
            await session.endInput()
            // Until the engine has taken everything.
            while (try? await session.read()) != nil {}
        } onCancel: {
            Task { await session.close() }
        }
    }

    private var isRunning: Bool {
        get async { (try? await manager.jobs.find(.number(job)))?.status.isTerminal == false }
    }
}
