import JobCore
import JobEngine

/// Sends this process's standard input to a job, from its start to the end of either (`berth run -i`).
actor InputSender {
    private let manager: JobManager
    private let job: JobNumber
    private let ticket: InputTicket
    private var sending: Task<Void, Never>?

    /// Promises the job its input, before it may start.
    init(manager: JobManager, job: JobNumber) throws(StoreError) {
        self.manager = manager
        self.job = job
        ticket = try InputTicket.take(for: job, beside: manager.context.worker.path)
    }

    /// Told what the job is like; begins when it runs.
    func see(_ job: Job) {
        guard job.status == .running, sending == nil else { return }
        sending = Task { await send() }
    }

    /// Ends the line, if it still stands.
    func stop() { sending?.cancel() }

    private func send() async {
        do {
            try await manager.containers.attach(to: job, receivesOutput: false) { session in
                ticket.redeem()
                await forward(to: session)
            }
        } catch {
            guard !Task.isCancelled, await isRunning else { return }
            StandardError.say("\(error) Job \(job) reads an empty input.")
        }
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
