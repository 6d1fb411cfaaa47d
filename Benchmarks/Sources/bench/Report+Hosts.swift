import Measures

extension Report {
    mutating func add(_ result: RoutingTime.Result) {
        let all = [result.weighted, result.leastLoaded, result.wishes].map { Sample($0) }
        add(
            "one job routed among 1,000 hosts, the slowest way, median", atMost: 1, all.map(\.median).max() ?? 0, "ms",
            digits: 3)
        explain(
            "Routing",
            zip(["drawn by weight", "the least loaded", "half of them full, two wishes"], all).map { words, sample in
                "\(words): p50 \(Self.text(sample.median, 3)), p99 \(Self.text(sample.percentile(99), 3)) ms"
            })
    }

    mutating func add(_ result: HostFigures.Result) {
        let (claims, starts) = (Sample(result.claims), Sample(result.starts))
        let ratio = Sample(result.ratios).median
        add(
            "behind \(result.waiting) jobs for a dead host: one for a live host started, the slowest of "
                + "\(starts.values.count)", atMost: 1000, starts.percentile(100), "ms", digits: 0)
        add(
            "an engine stands still with jobs: the rate elsewhere over that without it, median of "
                + "\(result.ratios.count)", "≥ 0.9", Self.text(ratio, 2), isMet: ratio >= 0.9)
        explain(
            "A host in trouble",
            [
                "From `createdAt` of the job behind \(result.waiting) others until it is claimed: "
                    + "p50 \(Self.text(claims.median, 1)), largest \(Self.text(claims.percentile(100), 1)) ms; until its "
                    + "container has started: p50 \(Self.text(starts.median, 1)), "
                    + "largest \(Self.text(starts.percentile(100), 1)) ms.",
                "60 jobs on one engine, jobs/s by pair, the other host inactive: \(Self.text(result.calmRates, 1)); the "
                    + "other engine's daemon stopped with five jobs running: \(Self.text(result.struckRates, 1)).",
            ])
    }
}
