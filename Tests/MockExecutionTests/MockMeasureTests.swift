import JobCore
import JobEngine
import MockExecution
import Testing

struct MockMeasureTests {
    private func samples(
        _ usage: String, limits: ResourceLimits, seconds: Int = 20
    ) async throws -> [UsageSample] {
        let clock = VirtualClock()
        let executor = try makeExecutor(["usage": usage, "duration": "\(seconds)s"], clock: clock)
        var order = makeOrder()
        order.spec.limits = limits
        let id = try await executor.launch(order)
        var samples: [UsageSample] = []
        for _ in 0..<seconds {
            if let sample = try await executor.usage(of: id, after: samples.last) { samples.append(sample) }
            clock.advance(by: .seconds(1))
        }
        #expect(try await executor.usage(of: id, after: samples.last) == nil)
        return samples
    }

    @Test(
        "MOCK-07 usage follows its pattern within the job's limits; peak and CPU time agree with the series",
        arguments: ["low", "medium", "high", "ramp", "spike", "0.1,0.9", "1"])
    func patterns(_ usage: String) async throws {
        let limits = ResourceLimits(memory: .megabytes(100), cpus: 2)
        let series = try await samples(usage, limits: limits)
        #expect(series.count == 20)
        #expect(series.allSatisfy { $0.memory <= .megabytes(100) && ($0.cpuPercent ?? 0) <= 200.001 })
        // The CPU time is the sum of what was in use in each second.
        let sum = series.compactMap(\.cpuPercent).reduce(0, +) / 100
        #expect(abs(sum - (series.last?.cpuSeconds ?? 0)) < 1e-6)
        let levels = series.map { Double($0.memory.rawValue) / Double(100 << 20) }
        switch usage {
        case "low": #expect(levels.allSatisfy { $0 < 0.2 })
        case "medium": #expect(levels.allSatisfy { (0.4...0.6).contains($0) })
        case "high": #expect(levels.allSatisfy { $0 > 0.8 })
        case "ramp": #expect(levels == levels.sorted() && levels[0] < 0.11 && levels[19] > 0.99)
        case "spike": #expect(levels.max() ?? 0 > 0.99 && levels.count { $0 > 0.5 } == 2)
        case "1": #expect(levels.allSatisfy { $0 == 1 })
        default: #expect(levels.prefix(10).allSatisfy { $0 < 0.2 } && levels.suffix(10).allSatisfy { $0 > 0.8 })
        }
    }

    @Test("MOCK-08 100,000 lines a second are read whole and in order, in batches, beside each other")
    func rate() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["logRate": "100000", "duration": "1s", "logPattern": "{n}"], clock: clock)
        let id = try await executor.launch(makeOrder())
        clock.advance(by: .milliseconds(999))
        let sink = LogSink()
        _ = try await executor.readLog(id, since: nil, follow: false) { await sink.take($0) }
        #expect(sink.lines.count > 99_000)
        #expect(sink.lines.enumerated().allSatisfy { $0.element.text == "\($0.offset + 1)\n" })
        #expect(sink.largestBatch <= 500)
    }

    @Test("MOCK-09 the report counts what ended, with start-up and run time, outlasts a restart, and is begun anew")
    func report() async throws {
        try await withTemporaryDirectory { directory in
            let clock = VirtualClock(mode: .bySleeping)
            let path = directory + "/mock.jsonl"
            let options = ["delay": "2s", "duration": "10s..30s"]
            let executor = try makeExecutor(options, statePath: path, clock: clock)
            #expect(try await executor.performance().executions == 0)
            for job in Int64(1)...20 {
                let id = try await executor.launch(makeOrder(job))
                clock.advance(by: .seconds(40))
                try await executor.remove(id)
            }
            await executor.close()
            let again = try makeExecutor(options, statePath: path, clock: clock)
            let report = try await again.performance()
            #expect(report.executions == 20)
            #expect(report.startup.shortest == 2 && report.startup.longest == 2 && report.startup.mean == 2)
            let run = report.execution
            #expect(run.shortest >= 10 && run.longest <= 30 && (10...30).contains(run.mean))
            #expect(run.quantile(0.95) >= run.quantile(0.5) && run.quantile(0.95) <= run.longest)
            try await again.resetPerformance()
            #expect(try await again.performance() == PerformanceReport())
        }
    }
}
