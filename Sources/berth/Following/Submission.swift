import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// Submits what `berth run` and `berth rerun` ask for and, unless detached, follows it to its end.
struct Submission {
    let options: SubmitOptions
    let order: JobOrder

    /// - Throws: `InvalidInput` for options that contradict each other.
    init(_ order: JobOrder, _ options: SubmitOptions) throws(InvalidInput) {
        self.options = options
        try options.check()
        switch order {
        case .job(var draft):
            draft.spec.takesInput = options.interactive
            if options.interactive, draft.notBefore != nil {
                throw InvalidInput(
                    "--interactive", "A job that takes your input starts as soon as it can. Leave out --at and --in.")
            }
            self.order = .job(draft)
        case .array:
            if options.result != nil {
                throw InvalidInput("--result", "An array has many results. Use `berth show --json` on its jobs.")
            }
            if options.interactive {
                throw InvalidInput("--interactive", "An array has many jobs and one input. Use --each - for its lines.")
            }
            self.order = order
        }
    }

    /// Ends by the exit code of the job.
    func run(_ runtime: Runtime) async throws {
        if !options.noWorker { try await FirstHost.ensure(runtime) }
        let never = try await whyNever(runtime.manager)
        switch order {
        case .job(let draft): try await run(draft, runtime, warning: never)
        case .array(let draft): try await run(draft, runtime, warning: never)
        }
    }

    /// What to say when no host could ever take the job; with `--wait never` that is an error (ROUTE-10).
    private func whyNever(_ manager: JobManager) async throws -> String? {
        guard let reason = try await manager.jobs.whyNever(order) else { return nil }
        guard options.wait == "never" else {
            return "No host can take this job as it is: \(reason). It waits until one can."
        }
        throw ExecutorError(
            .resource, "Nothing was submitted: no host can take this job: \(reason). Add or change a host, or the job.")
    }

    private func run(_ draft: JobDraft, _ runtime: Runtime, warning: String?) async throws {
        let (submitted, input) = try await submit(draft, runtime.manager)
        let job = submitted.job
        if let warning, submitted.isNew { say(warning) }
        if options.detach { try await OutputWriter.stdout.line("\(job.number)") }
        if !submitted.isNew, let unique = draft.unique, job.uniqueKey == unique.key {
            say("Job \(job.number) with the key '\(unique.key)' has not ended; nothing was submitted.")
            return
        }
        try await startWorker(runtime)
        guard !options.detach else { return }
        let attached = AttachedRun(
            manager: runtime.manager, number: job.number, isQuiet: options.quiet, isRaw: options.raw, input: input,
            quitKey: try options.quitKey)
        do {
            let ended = try await vigil(runtime).during { try await attached.follow() }
            try await writeResult(ended, runtime)
            throw ExitCode(ExitStatus.of(ended))
        } catch let left as AttachedRun.Left {
            throw ExitCode(left.exitCode)
        }
    }

    /// A job that takes input is held until it is promised its sender.
    private func submit(_ draft: JobDraft, _ manager: JobManager) async throws -> (SubmittedJob, InputSender?) {
        guard options.interactive else { return (try await manager.jobs.enqueue(draft), nil) }
        var held = draft
        held.isHeld = true
        var submitted = try await manager.jobs.enqueue(held)
        guard submitted.isNew else { return (submitted, nil) }
        let input = try InputSender(
            manager: manager, job: submitted.job.number,
            leavingKeys: draft.spec.hasTerminal ? try options.quitKey.keysInTerminal : nil)
        if !draft.isHeld { submitted.job = try await manager.jobs.release(submitted.job.number) }
        return (submitted, input)
    }

    /// The output of each job comes when it has ended.
    private func run(_ draft: ArrayDraft, _ runtime: Runtime, warning: String?) async throws {
        let (array, isNew) = try await runtime.manager.jobs.submit(draft)
        if let warning, isNew { say(warning) }
        if options.detach { try await OutputWriter.stdout.line("\(array.number)") }
        if isNew {
            say(
                "Array \(array.number): \(array.size) jobs, \(array.number.rawValue + 1) to \(array.numbers.upperBound)."
            )
        }
        try await startWorker(runtime)
        guard !options.detach else { return }
        if OutputWriter.stderr.isTerminal {
            say("^C leaves it running; `berth cancel \(array.number)` ends it.")
        }
        let manager = runtime.manager
        let follower = ArrayFollower(
            manager: manager, array: array.number, log: StoredLog(manager: manager, isRaw: options.raw),
            isTitled: !options.quiet)
        let ended = try await vigil(runtime).during { try await follower.follow() }
        say("Array \(array.number): \(ended.countsInWords).")
        throw ExitCode(try await JobWait(manager: manager, isQuiet: true).wait(for: [.number(array.number)]))
    }

    private func vigil(_ runtime: Runtime) -> WorkerVigil {
        WorkerVigil(runtime: runtime, startsWorker: !options.noWorker, isQuiet: options.quiet)
    }

    private func startWorker(_ runtime: Runtime) async throws {
        if !options.noWorker { try await runtime.startWorker() }
    }

    private func say(_ sentence: String) {
        if !options.quiet { StandardError.say(sentence) }
    }

    private func writeResult(_ job: Job, _ runtime: Runtime) async throws {
        guard let result = options.result else { return }
        let attempts = try await runtime.manager.journal.attempts(of: job.number)
        let dependencies = try await runtime.manager.jobs.dependencies(of: job.number)
        let record = JobDetailRecord(
            job, attempts: attempts, dependencies: dependencies,
            rejected: try await runtime.manager.jobs.rejectedHosts(of: job.number), record: JobRecord(job, now: Date()))
        do {
            try Data((try JSONText.encode(record) + "\n").utf8).write(
                to: URL(fileURLWithPath: result), options: .atomic)
        } catch {
            throw CommandFailure("Could not write the result of job \(job.number) to '\(result)'. Check the directory.")
        }
    }
}
