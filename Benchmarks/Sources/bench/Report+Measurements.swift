import Measures

/// How each measurement is told.
extension Report {
    mutating func add(_ result: Throughput.Result) {
        let ratio = Sample(result.ratios).median
        let cpu = Sample(result.workerCPU).median
        add(
            "100 jobs `true`: Berth's rate over the bare loop's, median of \(result.ratios.count) pairs", "≥ 0.95",
            Self.text(ratio, 3), isMet: ratio >= 0.95)
        add("the worker's own CPU per job", atMost: 10, cpu, "ms")
        explain(
            "Many short jobs",
            [
                "The bare loop (create, start, wait, logs, remove; kept-alive connections), jobs/s by concurrency: "
                    + result.search.map { "\($0.concurrency): \(Self.text($0.rate, 1))" }.joined(separator: " · "),
                "The bare loop at \(result.bestConcurrency), jobs/s by round: \(Self.text(result.bareRates, 1))",
                "Berth with default settings, jobs/s by round: \(Self.text(result.berthRates, 1)); from the start of "
                    + "`berth worker --once` until it has ended, with all jobs in the queue",
                "Ratio by round: \(Self.text(result.ratios, 3))",
                "CPU of the worker per job, ms by round, its start included: \(Self.text(result.workerCPU, 1))",
                "CPU of one `berth run --detach`, a process of its own: "
                    + "\(Self.text(Sample(result.submitCPU).median, 1)) ms",
                "After each round: 100 jobs completed in one attempt with a complete log, no container on the engine.",
            ])
    }

    mutating func add(_ result: Latency.Result) {
        let end = Sample(result.endToStored)
        let submit = Sample(result.submitToCreate)
        let command = Sample(result.commandToCreate)
        let engine = Sample(result.endToAnswer)
        add("one job at a time, from FinishedAt to the stored final status, p50", atMost: 30, end.median, "ms")
        add("the same, p99", atMost: 200, end.percentile(99), "ms")
        add("from submit to the create call, p99", atMost: 20, submit.percentile(99), "ms")
        explain(
            "One job at a time",
            [
                "\(end.values.count) jobs, half of them `true`, half `sleep 0.2`; a worker with default settings runs.",
                "The final status counts when another process sees it in the store: "
                    + "p50 \(Self.text(end.median, 1)), p99 \(Self.text(end.percentile(99), 1)), "
                    + "largest \(Self.text(end.percentile(100), 1)) ms after the engine's FinishedAt.",
                "The engine's part of it: asked by nobody else, it answers a wait and an inspect "
                    + "p50 \(Self.text(engine.median, 1)), p99 \(Self.text(engine.percentile(99), 1)) ms after FinishedAt.",
                "The create call counts when the engine's own log has it: "
                    + "p50 \(Self.text(submit.median, 1)), p99 \(Self.text(submit.percentile(99), 1)) ms after the "
                    + "job's `createdAt`; p50 \(Self.text(command.median, 1)), "
                    + "p99 \(Self.text(command.percentile(99), 1)) ms after the start of the process `berth run`.",
                "Calls to the engine: \(Self.text(result.callsPerJob, 2)) per job, the worker's looks at the host included.",
            ])
    }

    mutating func add(_ result: Takeover.Result) {
        let delays = Sample(result.delays)
        add(
            "one active worker and three standbys, the active one killed \(delays.values.count) times: until the next claim, median",
            atMost: 1000, delays.median, "ms")
        add("the same, largest", atMost: 2000, delays.percentile(100), "ms")
        explain(
            "Taking over",
            [
                "From the SIGKILL until the journal's next claim, ms: \(Self.text(delays.values, 0)). "
                    + "All \(result.jobs) jobs of a simulated host have completed, each was started once."
            ])
    }

    mutating func add(_ result: LogVolume.Result) {
        let ratio = Sample(result.ratios).median
        add(
            "a job with 1,000,000 lines (100 MB): every byte stored, in order", "all", "all",
            isMet: true)
        add(
            "its wall time over that of `docker logs -f`, median of \(result.ratios.count)", "≤ 1.2",
            Self.text(ratio, 2),
            isMet: ratio <= 1.2)
        add("the worker's largest resident set", atMost: 150, result.peakResident, "MB")
        explain(
            "A long log",
            [
                "From the container's start until its result is stored, s by round: \(Self.text(result.stored, 1))",
                "From the container's start until `docker logs -f` has ended, s by round: "
                    + Self.text(result.followed, 1),
                "CPU of the worker: \(Self.text(result.workerCPU, 1)) s per job. What `berth logs` prints was compared "
                    + "with what was written, byte by byte; any difference ends the benchmark.",
            ])
    }

    mutating func add(_ result: LargeStore.Result) {
        let lists = Sample(result.lists)
        let claims = Sample(result.claims)
        add(
            "\(result.jobs) ended jobs in the store: `berth list`, whole process, median of \(lists.values.count)",
            atMost: 60, lists.median, "ms")
        add("the same store: a claim, p99", atMost: 20, claims.percentile(99), "ms", digits: 2)
        explain(
            "A large store",
            [
                "\(Self.text(result.megabytes, 0)) MB; jobs that really ran, copied with attempts and journal.",
                "`berth list`: median \(Self.text(lists.median, 1)), largest \(Self.text(lists.percentile(100), 1)) ms; "
                    + "CPU \(Self.text(Sample(result.listCPU).median, 1)) ms.",
                "A claim (one durable transaction, \(claims.values.count) in a row): "
                    + "p50 \(Self.text(claims.median, 2)), p99 \(Self.text(claims.percentile(99), 2)) ms; what the worker "
                    + "asks before it: p99 \(Self.text(Sample(result.rounds).percentile(99), 2)) ms.",
                "Opening the store as a worker, with the check of the whole file: \(Self.text(result.opening, 1)) s.",
            ])
    }
}
