import ConsoleUI
import Foundation
import JobCore

/// Arrays, groups, schedules and notifications for tests.
extension Samples {
    static let array = JobArray(
        number: JobNumber(900), name: "train-{lr}", size: 100, createdAt: now.addingTimeInterval(-600),
        counts: [.running: 2, .queued: 60, .completed: 35, .failed: 3])

    static let member = job(1_000, "train-0.9", .queued, ago: 600) {
        $0.array = ArrayMembership(array: JobNumber(900), index: 99, size: 100)
        $0.group = "gpu"
    }

    /// The fleet with a folded array below it.
    static let foldedPage = JobListPage(jobs: fleet + [member], arrays: [JobNumber(1_000): array])

    /// Its jobs, as the list shows them.
    static let members = JobListPage(
        jobs: (1...5).map { index in
            job(900 + Int64(index), "train-0.\(index)", index < 3 ? .completed : .running, ago: 600) {
                $0.array = ArrayMembership(array: JobNumber(900), index: index - 1, size: 100)
                $0.group = "gpu"
            }
        }, whole: array, hasAfter: true)

    /// The array selected.
    static func folded(columns: Int, rows: Int) -> ConsoleState {
        var state = state(columns: columns, rows: rows)
        _ = state.apply(.jobsLoaded(foldedPage, for: state.jobs.request))
        _ = state.apply(.key(.end))
        for case .detail(let request) in state.visible.requests {
            let detail = JobDetail(badMembers: [917, 944, 950].map { JobNumber($0) })
            _ = state.apply(.detailLoaded(detail, for: request))
        }
        return state
    }

    /// The jobs of the array.
    static func unfolded(columns: Int, rows: Int) -> ConsoleState {
        var state = folded(columns: columns, rows: rows)
        _ = state.apply(.key(.enter))
        _ = state.apply(.jobsLoaded(members, for: state.jobs.request))
        return state
    }

    static let groups = [
        JobGroup(name: "build", counts: [.queued: 3]),
        JobGroup(name: "gpu", parallel: 2, counts: [.running: 2, .queued: 60, .pending: 4]),
        JobGroup(name: "slow", parallel: 1, pausedAt: now.addingTimeInterval(-60), counts: [.queued: 12]),
    ]

    static let schedules: [Schedule] = {
        let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
        let draft = JobDraft(name: "report", spec: JobSpec(image: "app:2", command: ["report", "--all"]))
        var nightly = Schedule(
            name: "nightly", rule: rule("cron 30 2 * * *", zone), zone: zone, keep: 20, draft: draft,
            createdAt: now.addingTimeInterval(-864_000))
        nightly.nextAt = nightly.rule.next(after: now, anchor: nightly.createdAt)
        nightly.lastAt = now.addingTimeInterval(-5_645)
        nightly.lastResult = "job 1043"
        var sync = Schedule(
            name: "sync", rule: .every(.seconds(600)), zone: .gmt, overlap: .allow, draft: draft, createdAt: now)
        sync.pausedAt = now.addingTimeInterval(-3_600)
        return [nightly, sync]
    }()

    private static func rule(_ text: String, _ zone: TimeZone) -> ScheduleRule {
        do {
            return try ScheduleRule(stored: text, zone: zone)
        } catch {
            fatalError("\(error)")
        }
    }

    static let runs = [
        job(1043, "report", .completed) { $0.exitCode = 0 },
        job(1042, "report", .failed, ago: 90_000) {
            $0.exitCode = 3
            $0.exitReason = .appExit
        },
    ]

    static let notifications = NotificationReport(
        settings: NotificationReport.Settings(
            rules: [
                NotifyRule(
                    name: "tell-ops", statuses: [.failed, .timeout], namePattern: "nightly-*",
                    action: .webhook(
                        NotifyRule.Webhook(url: "https://hooks.example/T0/secret-path", secretFile: "/k"))),
                NotifyRule(name: "log", group: "gpu", action: .command(["logger", "--token=hunter2", "berth"])),
            ], command: ["ping"], path: "/home/ada/.config/berth/config.yaml"),
        failed: 2, retrying: 1, error: "hooks.example did not answer within 10 s.",
        failures: [
            JobEvent(
                sequence: 9, at: now.addingTimeInterval(-300), job: JobNumber(1042), attempt: nil,
                kind: "notify_failed", detail: "Rule 'tell-ops': evil \u{1B}[2J", actor: "worker")
        ])

    /// One of the views beside the panes, with everything read.
    static func beside(_ key: Unicode.Scalar, columns: Int, rows: Int) -> ConsoleState {
        var state = watching(columns: columns, rows: rows)
        _ = state.apply(.key(.character(key)))
        state.answerQueue()
        return state
    }

    /// States in which every key of these views has something to do.
    static var queueStates: [ConsoleState] {
        var groups = beside("6", columns: 80, rows: 24)
        _ = groups.apply(.key(.down))
        var schedules = beside("7", columns: 80, rows: 24)
        _ = schedules.apply(.key(.down))
        let notifications = beside("8", columns: 80, rows: 16)
        var waiting = state(columns: 80, rows: 24)
        _ = waiting.apply(.key(.home))
        return [
            groups, schedules, notifications, waiting, folded(columns: 80, rows: 24),
            unfolded(columns: 80, rows: 24),
        ]
    }
}

extension ConsoleState {
    /// Answers what the views beside the panes ask for.
    mutating func answerQueue() {
        for _ in 0..<2 {
            for request in visible.requests {
                switch request {
                case .groups: _ = apply(.groupsLoaded(Samples.groups))
                case .schedules: _ = apply(.schedulesLoaded(Samples.schedules))
                case .runs(let schedule): _ = apply(.runsLoaded(Samples.runs, schedule: schedule))
                case .notifications: _ = apply(.notificationsLoaded(Samples.notifications))
                default: break
                }
            }
        }
    }
}
