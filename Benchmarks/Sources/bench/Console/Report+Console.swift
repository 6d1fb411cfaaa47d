import Measures

/// How the console's numbers are told.
extension Report {
    mutating func add(_ result: ConsoleFigures.Result) {
        let jobs = result.idleJobs
        add(
            "first frame with \(jobs) jobs in it, from exec, one host hanging, median", atMost: 40,
            median(result.firstJobs), "ms")
        add(
            "idle, \(jobs) running jobs on the screen, no key for a minute: console, share of a core", "≤ 0.05 %",
            "\(Self.text(result.idle.console, 3)) %", isMet: result.idle.console <= 0.05)
        add(
            "the same: worker", "≤ 0.05 %", "\(Self.text(result.idle.worker, 3)) %", isMet: result.idle.worker <= 0.05)
        add("\(result.list.jobs) jobs listed and scrolled through: memory (Pss)", atMost: 40, result.list.memory, "MB")
        add("the same: a page, p99", atMost: 16, p99(result.list.page), "ms")
        add("the same: filter, p99", atMost: 16, p99(result.list.filter), "ms")
        add("the same: order reversed, p99", atMost: 16, p99(result.list.reverse), "ms")
        add("the same: order by name, p99", atMost: 16, p99(result.list.name), "ms")
        let long = result.longList
        add("\(long.jobs) jobs in the store: the list, from exec, median", atMost: 50, median(long.open), "ms")
        add("the same: to its end, a page, p99", atMost: 50, max(p99(long.toEnd), p99(long.page)), "ms")
        add("the same: filter, p99", atMost: 50, p99(long.filter), "ms")
        add("the same: another order, p99", atMost: 50, max(p99(long.reverse), p99(long.name)), "ms")
        if !result.formToCreate.isEmpty {
            add("from the form to the create call, p99", atMost: 20, p99(result.formToCreate), "ms")
            add("the same where a worker must start, p99", atMost: 150, p99(result.formToCreateFirst), "ms")
        }
        add(
            "an ended log of \(result.logLines) lines: its last screen, median", atMost: 30, median(result.openLog),
            "ms")
        add("the same: growth of memory", atMost: 10, result.openLogGrowth, "MB")
        add("a search in it: first hit, median", atMost: 30, median(result.firstHit), "ms")
        add("the same: all counted, median", atMost: 100, median(result.allCounted), "ms")
        add(
            "key to paint while \(result.floodRate) lines a second arrive, p99", atMost: 10, p99(result.keyInFlood),
            "ms")
        add("the same: share of a core", atMost: 10, result.floodCPU, "%")
        add("a container's write to the screen, p99", atMost: 60, p99(result.writeToScreen), "ms")
        explain(
            "How the console was measured",
            [
                "The release binary on a pseudoterminal of 120 columns and 40 rows, TERM=xterm-256color; what it sends is "
                    + "read by a model of a terminal, and a time ends when the text stands on that screen.",
                "First frame, ms: \(spread(result.firstFrame)); with the jobs in it: \(spread(result.firstJobs)). "
                    + "The hanging host takes connections and never answers.",
                "Idle: time on a processor by the scheduler's own count over 60 s, after a minute without a key: ages move every "
                    + "five seconds then. Right after a key they move every second: console "
                    + "\(Self.text(result.attended.console, 3)) %, worker \(Self.text(result.attended.worker, 3)) %. "
                    + "The console went to sleep \(Self.text(result.idle.wakeUps, 1)) times a second, all threads together, "
                    + "\(Self.text(result.attended.wakeUps, 1)) right after a key; "
                    + "\(Self.text(result.list.wakeUps, 1)) where nothing grows older.",
                "The list of \(result.list.jobs), ms: \(words(result.list)).",
                "The list of \(long.jobs), ms: \(words(long)); memory \(Self.text(long.memory, 1)) MB.",
                "The form, ms: \(spread(result.formToCreate)); with a worker to start "
                    + "\(spread(result.formToCreateFirst)). The create call counts when the engine's own log has it.",
                "The log, ms: opened \(spread(result.openLog)); first hit \(spread(result.firstHit)); all counted "
                    + "\(spread(result.allCounted)).",
                "Keys in the flood: the help opened \(result.keyInFlood.count) times, ms: \(spread(result.keyInFlood)).",
                "A container's write: \(result.writeToScreen.count) words through a pipe into a container that echoes them, "
                    + "ms: \(spread(result.writeToScreen)).",
            ])
    }

    private func words(_ list: ConsoleFigures.List) -> String {
        "from exec \(spread(list.open)); to its end and back \(spread(list.toEnd)); two pages \(spread(list.page)); "
            + "filter \(spread(list.filter)); order reversed \(spread(list.reverse)); by name \(spread(list.name))"
    }

    // What was left out has no value.
    private func median(_ values: [Double]) -> Double { values.isEmpty ? .nan : Sample(values).median }

    private func p99(_ values: [Double]) -> Double { values.isEmpty ? .nan : Sample(values).percentile(99) }

    private func spread(_ values: [Double]) -> String {
        guard !values.isEmpty else { return "not measured" }
        let sample = Sample(values)
        return "p50 \(Self.text(sample.median, 1)), p99 \(Self.text(sample.percentile(99), 1)), "
            + "largest \(Self.text(sample.percentile(100), 1))"
    }
}
