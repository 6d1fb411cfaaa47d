import ConsoleUI
import Foundation
import JobCore

/// Jobs and logs for tests, at a fixed time: Friday, 2 January 2026, 03:04:05 UTC.
enum Samples {
    static let now = Date(timeIntervalSince1970: 1_767_323_045)

    static func job(
        _ number: Int64, _ name: String, _ status: JobStatus, ago: Double = 3600,
        _ change: (inout Job) -> Void = { _ in }
    ) -> Job {
        var job = Job(
            number: JobNumber(number),
            uuid: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(number % 256))),
            name: name, spec: JobSpec(image: "berth/busybox"), status: status, priority: 50,
            retryPolicy: RetryPolicy(maxAttempts: 3, baseDelay: .seconds(1), maxDelay: .seconds(60)), timeout: nil,
            routing: RoutingPreference(), createdAt: now.addingTimeInterval(-ago))
        if status != .pending, status != .queued {
            job.attemptNumber = 1
            job.attemptsUsed = status == .launching ? 0 : 1
            job.startedAt = now.addingTimeInterval(-ago + 1)
            job.host = "local"
        }
        if status.isTerminal { job.finishedAt = now.addingTimeInterval(-ago + 63) }
        change(&job)
        return job
    }

    /// One job of every kind, newest first.
    static let fleet: [Job] = [
        job(1049, "wartet-auf-daten", .pending, ago: 20) { $0.heldAt = now },
        job(1048, "データ処理 🚀 nightly", .queued, ago: 95) { $0.blockedReason = "all 10 slots of 'local' are taken" },
        job(1047, "build-images", .launching, ago: 2),
        job(1046, "train-model-with-a-rather-long-name-for-a-narrow-list", .running, ago: 7_384),
        job(1045, "sync-cafe\u{301}", .running, ago: 61) { $0.cancelRequestedAt = now },
        job(1044, "fetch", .retrying, ago: 300) {
            $0.retryAt = now.addingTimeInterval(12)
            $0.exitCode = 3
        },
        job(1043, "report", .completed) { $0.exitCode = 0 },
        job(1042, "nightly", .failed) {
            $0.exitCode = 3
            $0.exitReason = .appExit
        },
        job(1041, "huge", .failed) {
            $0.exitCode = 137
            $0.exitReason = .outOfMemory
        },
        job(1040, "slow", .timeout) { $0.timeout = .seconds(600) },
        job(1039, "evil\u{1B}[2J\u{202E}name", .cancelled) { $0.cancelRequestedBy = "ada@host (berth, 77)" },
    ]

    static let summary = StoreSummary(
        counts: JobCounts(
            byStatus: [
                .running: 2, .launching: 1, .queued: 1, .pending: 1, .retrying: 1, .completed: 12_340, .failed: 2,
            ],
            endedInLastDay: [.failed: 2, .timeout: 1]),
        worker: .running(since: now.addingTimeInterval(-7_200)))

    /// Lines of both streams, numbered from `first`.
    static func window(
        _ texts: [String], first: Int64 = 0, total: Int64? = nil, missing: Int64 = 0,
        attempt: AttemptID = AttemptID(job: JobNumber(1046), number: 1)
    ) -> LogWindow {
        let lines = texts.enumerated().map { offset, text in
            let number = first + Int64(offset)
            var line = LogLine(
                place: LogPlace(attempt: attempt, line: number), stream: text.hasPrefix("E:") ? .stderr : .stdout,
                time: EngineTime(now.addingTimeInterval(-60 + Double(number) * 1.5)))
            line.append(Array(text.utf8)[...])
            return line
        }
        let end = first + Int64(texts.count)
        return LogWindow(
            lines: lines, isStart: first == 0, isEnd: total.map { $0 <= end } ?? true, totalLines: total ?? end,
            missingLines: missing, firstTime: EngineTime(now.addingTimeInterval(-60)))
    }

    static func place(_ line: Int64) -> LogPlace {
        LogPlace(attempt: AttemptID(job: JobNumber(1046), number: 1), line: line)
    }

    static let logTexts = [
        "starting \u{1B}[32mok\u{1B}[0m", "step\tone\tof three", "E:warning: disk nearly full", "ダウンロード中 😀 done",
        "10%\r50%\r100%", "\u{1B}[2J\u{1B}]52;c;aGk=\u{07}hostile", "E:" + String(repeating: "long ", count: 60),
        "finished",
    ]

    static func state(
        columns: Int, rows: Int, jobs: [Job] = fleet, settings: ConsoleSettings = ConsoleSettings(storeName: "~/berth")
    ) -> ConsoleState {
        var state = ConsoleState(settings: settings, size: Size(columns: columns, rows: rows), now: now)
        _ = state.apply(.summaryLoaded(summary))
        _ = state.apply(.jobsLoaded(JobListPage(jobs: jobs), for: state.jobs.request))
        return state
    }

    /// The fleet with the running job `train-model…` selected and its log loaded.
    static func watching(
        columns: Int, rows: Int, settings: ConsoleSettings = ConsoleSettings(storeName: "~/berth")
    ) -> ConsoleState {
        var state = state(columns: columns, rows: rows, settings: settings)
        for _ in 0..<3 { _ = state.apply(.key(.down)) }
        if let request = state.visible.log { _ = state.apply(.logLoaded(window(logTexts, total: 8), for: request)) }
        return state
    }
}
