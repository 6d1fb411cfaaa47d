import Foundation
import Testing

/// The queue's commands on the simulated engine: no test here needs a container.
@Suite(.timeLimit(.minutes(5))) struct QueueCommandTests {
    private func withMock(slots: Int = 4, _ body: (CommandLab) async throws -> Void) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check(
                "host", "add", "mock", "--kind", "mock", "--slots", "\(slots)", "--option", "duration=50ms")
            try await body(lab)
        }
    }

    @Test("QUEUE-10 a build, its tests after it, a report after any end, a clean-up only after a failure")
    func dependencies() async throws {
        try await withMock { lab in
            try await lab.check("run", "-d", "--no-worker", "--name", "build", "-e", "MOCK_EXIT=0", "app:1", "build")
            try await lab.check("run", "-d", "--no-worker", "--after", "@build", "app:1", "test")
            try await lab.check("run", "-d", "--no-worker", "--after", "1:fail", "app:1", "alarm")
            try await lab.check("run", "-d", "--no-worker", "--after", "2:any", "--after", "3:any", "app:1", "report")
            #expect(try await lab.check("list").contains("after jobs 2 and 3"))
            #expect(try await lab.check("show", "2").contains("After       1"))
            let unknown = try await lab.berth("run", "-d", "--after", "99", "app:1")
            #expect(unknown.code != 0)
            #expect(unknown.standardError.contains("'99'"))
            let circle = try await lab.berth("set", "1", "--after", "4")
            #expect(circle.code == 1)
            #expect(circle.standardError.contains("circle: 1 after 4 after"))
            #expect(try await lab.berth("worker", "--once").code == 0)
            #expect(try await lab.berth("wait", "-q", "1", "2", "4").code == 0)
            let alarm = try await lab.job("3")
            #expect(alarm.status == "failed")
            #expect(alarm.resultCode == 125)
            #expect(alarm.error == "It was to run only if job 1 failed, but that one is completed.")
        }
    }

    @Test("QUEUE-11 groups are made, filled, paused and removed; what is no group is refused by name")
    func groups() async throws {
        try await withMock { lab in
            #expect(try await lab.check("group", "set", "gpu", "--parallel", "2") == "gpu 2 at once")
            let typo = try await lab.berth("run", "-d", "--group", "gpuu", "app:1")
            #expect(typo.code != 0)
            #expect(typo.standardError.contains("There are 'gpu'."))
            #expect(try await lab.berth("group", "set", "gpu", "--parallel", "0").code == 64)
            #expect(try await lab.check("group", "pause", "gpu") == "gpu paused, 2 at once")
            try await lab.check(
                "run", "-d", "--no-worker", "--group", "gpu", "--matrix", "n=1,2,3,4,5,6", "app:1", "train", "{n}")
            #expect(try await lab.check("group", "list").contains("paused"))
            #expect(try await lab.check("list", "--unfold", "--group", "gpu").contains("group 'gpu' is paused"))
            #expect(try await lab.berth("group", "remove", "gpu").standardError.contains("6 jobs have not ended"))
            try await lab.check("group", "resume", "gpu", "--no-worker")
            #expect(try await lab.berth("worker", "--once").code == 0)
            #expect(try await lab.check("group", "show", "gpu").contains("Queued      0"))
            try await lab.check("group", "remove", "gpu")
            #expect(try await lab.check("group", "list", "--format", "ids").isEmpty)
        }
    }

    @Test("QUEUE-12 CMD-07 an array is one row, one thing to show, wait for, cancel and retry")
    func arrays() async throws {
        try await withMock { lab in
            let submitted = try await lab.shell(
                "printf 'a b\\nc\\nd\\n' | $berth run -d --no-worker --name 'copy {index}' --each - -e MOCK_EXIT=0 app:1 cp {}"
            )
            #expect(submitted.standardOutput == "1\n")
            #expect(try await lab.check("list", "--format", "ids") == "4\n3\n2")
            let list = try await lab.check("list").split(separator: "\n")
            #expect(list.count == 2)
            #expect(list[1].contains("3 jobs") && list[1].contains("3 queued") && list[1].contains("copy {index}"))
            let member = try await lab.check("show", "2")
            #expect(member.contains("Array       1, job 1 of 3"))
            #expect(member.contains("cp 'a b'"))
            #expect(try await lab.check("cancel", "3") == "3 cancelled")
            #expect(try await lab.check("hold", "1") == "1 2 of 3 pending, held")
            #expect(try await lab.check("release", "--no-worker", "1") == "1 2 of 3 queued")
            #expect(try await lab.berth("worker", "--once").code == 0)
            #expect(try await lab.berth("wait", "1").code == 130)
            #expect(try await lab.check("show", "1").contains("Counts      1 cancelled · 2 completed"))
            let logs = try await lab.berth("logs", "1")
            #expect(logs.code == 0)
            #expect(logs.standardError.contains("==> 2 copy 0 <==") && logs.standardError.contains("==> 4 copy 2 <=="))
            #expect(!logs.standardError.contains("==> 3"))
            let followed = try await lab.berth("logs", "-f", "1")
            #expect(followed.code == 0)
            #expect(followed.standardError == logs.standardError && followed.standardOutput == logs.standardOutput)
            #expect(try await lab.check("retry", "--no-worker", "1") == "5 repeats 1 of 3 jobs of 1")
            #expect(try await lab.check("show", "6").contains("cp c"))
            #expect(try await lab.check("cancel", "@copy {index}") == "5 1 of 1 cancelled")
            #expect(try await lab.check("delete", "1") == "1 3 of 3 deleted")
            #expect(try await lab.berth("show", "1").code == 1)
            let wrong = try await lab.berth("run", "-d", "--matrix", "lr=1,2", "app:1", "train")
            #expect(wrong.code == 64)
            #expect(wrong.standardError.contains("{lr} stands nowhere"))
        }
    }

    @Test("QUEUE-12 an attached array exits with the code of its first job that did not end well")
    func attachedArray() async throws {
        try await withMock { lab in
            let run = try await lab.berth(
                "run", "--matrix", "how=0,3", "-e", "MOCK_EXIT={how}", "app:1", "{how}")
            #expect(run.code == 3)
            #expect(run.standardError.contains("Array 1: 1 failed · 1 completed."))
        }
    }

    @Test("QUEUE-13 schedules are added, shown, run, paused and removed; a worker submits what is due")
    func schedules() async throws {
        try await withMock { lab in
            let added = try await lab.check(
                "schedule", "add", "nightly", "--cron", "30 2 * * mon-fri", "--time-zone", "Europe/Berlin", "--keep",
                "3", "--",
                "-m", "64m", "--name", "report", "app:1", "report", "--all")
            #expect(added.hasPrefix("nightly added, next 20"))
            #expect(added.contains(" 02:30 "))
            try await lab.check("schedule", "add", "often", "--every", "1s", "--missed", "skip", "--", "app:1", "sync")
            let shown = try await lab.check("schedule", "show", "nightly")
            #expect(shown.contains("berth run --memory 64m --name report app:1 report --all"))
            #expect(shown.contains("Europe/Berlin"))
            for (arguments, words) in [
                (["add", "nightly", "--every", "1h", "--", "app:1"], "There is a schedule 'nightly' already"),
                (["add", "x", "--cron", "61 * * * *", "--", "app:1"], "'61' is no minute"),
                (
                    ["add", "x", "--cron", "@daily", "--time-zone", "Mars/Base", "--", "app:1"],
                    "'Mars/Base' is not known"
                ),
                (["add", "x", "--", "app:1"], "When is missing"),
                (["add", "x", "--every", "1h", "--", "--after", "1", "app:1"], "makes no sense for a job that recurs"),
                (["show", "none"], "There is no schedule 'none'"),
            ] {
                let refused = try await lab.berth(["schedule"] + arguments)
                #expect(refused.code != 0)
                #expect(refused.standardError.contains(words), "\(refused.standardError)")
            }
            let worker = try await lab.start("worker")
            try await eventually("three runs") {
                try await lab.check("list", "--name", "often", "--format", "ids").split(separator: "\n").count >= 3
            }
            #expect(try await lab.check("schedule", "pause", "often").contains("often paused since"))
            #expect(try await lab.check("schedule", "list").contains("paused"))
            let number = try await lab.check("schedule", "run", "nightly")
            #expect(try await lab.check("show", number).contains("Schedule    nightly"))
            try await lab.check("schedule", "resume", "often")
            try await lab.check("schedule", "remove", "often", "nightly")
            #expect(try await lab.check("schedule", "list", "--format", "ids").isEmpty)
            worker.signal(SIGTERM)
            #expect(try await worker.end() == 0)
        }
    }

    @Test("QUEUE-14 --unique and --idempotency-key: what is submitted, and what is said")
    func unique() async throws {
        try await withMock { lab in
            #expect(try await lab.check("run", "-d", "--no-worker", "--hold", "--unique", "night", "app:1") == "1")
            let skipped = try await lab.berth("run", "-d", "--no-worker", "--unique", "night", "app:1")
            #expect(skipped.code == 0)
            #expect(skipped.standardOutput == "1\n")
            #expect(skipped.standardError.contains("Job 1 with the key 'night' has not ended; nothing was submitted."))
            #expect(try await lab.check("run", "-d", "--no-worker", "--unique", "night:queue", "app:1") == "2")
            #expect(try await lab.job("2").status == "pending")
            #expect(try await lab.check("run", "-d", "--no-worker", "--unique", "night:replace", "app:1") == "3")
            #expect(try await lab.job("1").status == "cancelled")
            #expect(try await lab.job("2").status == "cancelled")
            #expect(try await lab.job("3").status == "queued")
            #expect(try await lab.berth("run", "-d", "--unique", "a:b", "app:1").code == 64)
            for _ in 1...2 {
                #expect(try await lab.check("run", "-d", "--no-worker", "--idempotency-key", "k", "app:1") == "4")
            }
        }
    }

    @Test("QUEUE-08 set changes what waits, also in bulk by filters; rerun runs a job again with changes")
    func changes() async throws {
        try await withMock { lab in
            try await lab.check("group", "set", "slow", "--parallel", "1")
            for name in ["a", "b", "other"] {
                try await lab.check(
                    "run", "-d", "--no-worker", "--name", name, "-e", "A=1", "-e", "B=2", "-m", "64m", "app:1", "run",
                    "it")
            }
            #expect(
                try await lab.check("set", "1", "--priority", "90", "--group", "slow")
                    == "1 queued, priority 90, group slow")
            #expect(try await lab.check("set", "1", "--no-group") == "1 queued, priority 90")
            #expect(try await lab.check("set", "2", "--in", "1h").contains("2 pending, priority 50, scheduled for"))
            #expect(
                try await lab.check(
                    "set", "--all", "--status", "queued", "--name", "other", "--priority", "10", "--yes")
                    == "3 queued, priority 10")
            let partly = try await lab.berth("set", "3", "99", "1", "--priority", "20")
            #expect(partly.code == 1)
            #expect(partly.standardOutput == "3 queued, priority 20\n1 queued, priority 20\n")
            #expect(try await lab.berth("set", "3").code == 64)
            #expect(try await lab.berth("set", "3", "--priority", "101").code == 64)
            #expect(
                try await lab.berth("set", "3", "--group", "none").standardError.contains("There is no group 'none'"))
            let again = try await lab.check(
                "rerun", "1", "-d", "--no-worker", "-e", "A=7", "-m", "96m", "--image", "app:2")
            #expect(again == "4")
            let sheet = try await lab.check("show", "4")
            for line in ["app:2", "run it", "A=7", "B=2", "memory 96 MB", "Repeats     job 1"] {
                #expect(sheet.contains(line), "\(line) in \(sheet)")
            }
            #expect(try await lab.check("rerun", "-d", "--no-worker", "@a", "other", "command") == "5")
            #expect(try await lab.check("show", "5").contains("other command"))
        }
    }

    @Test("QUEUE-09 CMD-12 status tells of queue, hosts and the last day, for people and machines")
    func status() async throws {
        try await withMock { lab in
            try await lab.check("run", "-d", "--no-worker", "-e", "MOCK_EXIT=0", "app:1")
            #expect(try await lab.berth("worker", "--once").code == 0)
            try await lab.check("run", "-d", "--no-worker", "--hold", "app:1")
            try await lab.check("run", "-d", "--no-worker", "--after", "2", "app:1")
            try await lab.check("run", "-d", "--no-worker", "app:1")
            let status = try await lab.check("status", "--capacity")
            for words in [
                "Ready       1, the oldest for", "1 held, 1 after others", "mock", "0/4", "COMPLETED",
                "none; `berth worker`",
            ] {
                #expect(status.contains(words), "\(words) in \(status)")
            }
            let json = try await lab.check("status", "--json")
            let record = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            let queue = try #require(record["queue"] as? [String: Any])
            #expect(queue["ready"] as? Int == 1)
            #expect(queue["held"] as? Int == 1)
            #expect(queue["dependent"] as? Int == 1)
            #expect(queue["launchSecondsPercentile95"] != nil)
            let ended = try #require(record["endedInLastDay"] as? [String: [String: Int]])
            #expect(ended["mock"]?.values.reduce(0, +) == 1)
            #expect(record["hasWorker"] as? Bool == false)
        }
    }
}
