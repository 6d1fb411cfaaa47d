#if DEBUG
    import Foundation
    import Glibc
    import JobCore
    import JobEngine
    import JobPersistence
    import Testing

    /// The worker dies by kill -9 at every step of a job's life, with ten jobs under way; the next one goes on.
    @Suite("Failpoints", .serialized)
    struct FailpointTests {
        /// What makes a worker come by a failpoint.
        private enum Stimulus {
            case launch, run, cancel, end, drain
        }

        private static func stimulus(for name: FailpointName) -> Stimulus {
            switch name {
            case .claimBeforeCommit, .claimAfterCommit, .launchIntent, .createSent, .createStored, .startSent: .launch
            case .runningStored, .logChunk, .logCursor, .heartbeat, .reconcileList, .reconcileRemove: .run
            case .cancelSeen, .stopSent: .cancel
            case .exitSeen, .logFinal, .resultBeforeCommit, .resultCommitted, .removeSent: .end
            case .drain: .drain
            }
        }

        /// At which pass it dies: steps of a job are passed ten times, and any of them may be the last.
        private static func pass(of name: FailpointName, _ generator: inout SeededGenerator) -> Int {
            switch name {
            case .createSent, .createStored, .startSent, .runningStored: .random(in: 1...6, using: &generator)
            case .exitSeen, .logFinal, .resultBeforeCommit, .resultCommitted, .removeSent, .logChunk:
                .random(in: 1...5, using: &generator)
            case .reconcileList, .reconcileRemove: 2
            default: 1
            }
        }

        @Test(
            "F01–F10 I1 I2 I4 I5 I7 I10 I12 I16 kill -9 at a failpoint: every job ends once, with its own code and whole log",
            arguments: FailpointName.allCases)
        func killed(at name: FailpointName) async throws {
            var generator = SeededGenerator("failpoint \(name.rawValue)")
            let pass = Self.pass(of: name, &generator)
            try await FaultLab.with(slots: 6) { lab in
                let truths = (0..<10).map {
                    // The durable cursor moves every two seconds of output only.
                    TruthJob(
                        key: "job\($0)", lines: name == .logCursor ? 240 : 40, code: $0 % 3, pauseEvery: 2,
                        waitsForGate: true)
                }
                let numbers = try await lab.submit(truths)
                let worker = try await lab.startWorker(
                    failpoint: "\(name.rawValue):kill:\(pass)", variables: ["BERTH_LEASE_TTL": "3s"],
                    waitsUntilReady: false)
                let stimulus = Self.stimulus(for: name)
                if stimulus == .cancel || stimulus == .drain || stimulus == .end { try await lab.waitForStarts(6) }
                switch stimulus {
                case .launch, .run: break
                case .cancel: _ = try await lab.manager.jobs.cancel(numbers[0])
                case .end: try lab.openGate()
                case .drain: worker.signal(SIGTERM)
                }
                #expect(try await worker.end() == WorkerProcess.killed, "failpoint \(name.rawValue) was not hit")
                try lab.openGate()
                try await lab.startWorker()
                try await lab.quiesce()
                try await expect(lab, truths, cancelled: stimulus == .cancel ? numbers[0] : nil)
            }
        }

        private func expect(_ lab: FaultLab, _ truths: [TruthJob], cancelled: JobNumber?) async throws {
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            #expect(history.jobs.count == truths.count)
            for job in history.jobs {
                guard let truth = history.submitted[job.number] else { continue }
                if job.number == cancelled {
                    #expect(job.status == .cancelled)
                } else {
                    #expect(
                        job.status == (truth.code == 0 ? .completed : .failed),
                        "job \(job.number): \(job.lastError ?? "")")
                    #expect(job.exitCode == truth.code)
                    #expect(job.attemptsUsed == 1)
                    #expect(history.attempts.last { $0.id.job == job.number }?.logCompleteness == .complete)
                }
            }
        }
    }
#endif
