import Foundation
import Testing

@testable import JobCore

struct QueueValueTests {
    @Test("QUEUE-10 of ok and fail exactly one is met by every end, and any by all of them")
    func conditions() {
        for status in JobStatus.allCases {
            let counts = [status: 1]
            let states = [DependencyCondition.ok, .any, .fail].map { $0.state(counts) }
            if !status.isTerminal {
                #expect(states == [.open, .open, .open])
            } else if status == .completed {
                #expect(states == [.met, .met, .impossible])
            } else {
                #expect(states == [.impossible, .met, .met])
            }
        }
        #expect(DependencyCondition.ok.state([.completed: 9, .running: 1]) == .open)
        #expect(DependencyCondition.fail.state([.completed: 9, .failed: 1]) == .met)
        // What was deleted has ended.
        #expect(DependencyCondition.any.state([:]) == .met)
    }

    @Test(
        "QUEUE-10 prerequisites are read as people write them",
        arguments: [
            ("12", "12"), ("12:ok", "12"), ("12:any", "12:any"), ("@build:fail", "@build:fail"), ("@a:b", "@a:b"),
        ])
    func prerequisites(text: String, written: String) throws {
        #expect(try Prerequisite(parsing: text).description == written)
    }

    @Test(
        "QUEUE-10 QUEUE-14 what is no prerequisite or key is refused with an example",
        arguments: ["", "x", "12:no", "0"])
    func refused(text: String) {
        let error = #expect(throws: InvalidInput.self) { try Prerequisite(parsing: text) }
        #expect(error?.message.contains("@build:any") == true)
        #expect(throws: InvalidInput.self) { try UniqueKey(parsing: "key:other") }
    }

    @Test("QUEUE-14 a unique key and what happens", arguments: UniqueKey.Conflict.allCases)
    func unique(_ conflict: UniqueKey.Conflict) throws {
        let key = try UniqueKey(parsing: "a b:\(conflict.rawValue)")
        #expect(key == UniqueKey("a b", conflict))
        #expect(try UniqueKey(parsing: key.description) == key)
        #expect(try UniqueKey(parsing: "plain") == UniqueKey("plain", .skip))
    }

    @Test("QUEUE-01 of several reasons to wait the one that takes a person comes first")
    func readiness() {
        let now = Date(timeIntervalSince1970: 0)
        func reason(_ isHeld: Bool, _ count: Int, _ notBefore: Date?) -> Readiness {
            .of(
                isHeld: isHeld, notBefore: notBefore,
                predecessors: (0..<min(3, count)).map { JobNumber(Int64($0 + 1)) },
                openDependencies: count, now: now)
        }
        #expect(reason(true, 2, now + 9) == .waits(reason: "held"))
        #expect(reason(false, 1, now + 9) == .waits(reason: "after job 1"))
        #expect(reason(false, 3, nil) == .waits(reason: "after jobs 1, 2 and 3"))
        #expect(reason(false, 5, nil) == .waits(reason: "after jobs 1, 2, 3 and 2 more"))
        #expect(reason(false, 0, now + 9) == .waits(reason: "scheduled for 1970-01-01T00:00:09.000Z"))
        #expect(reason(false, 0, now) == .ready)
    }

    private func draft(_ command: [String], name: String? = nil, variable: String = "") -> JobDraft {
        var draft = JobDraft(name: name, spec: JobSpec(image: "busybox", command: command))
        draft.spec.environment = [EnvironmentVariable(name: "V", value: variable)]
        return draft
    }

    @Test("QUEUE-12 each line is a job, in command, variables and name; values are never read as marks again")
    func each() throws {
        let axis = try ArrayAxis(lines: "a b\r\n\n{index}\n$(rm)\n")
        #expect(axis.values == ["a b", "{index}", "$(rm)"])
        let expansion = try ArrayExpansion(
            draft(["cp", "{}", "{index}-{}", "{\"json\":{}}"], name: "copy-{index}", variable: "{lr}"), [axis])
        let members = expansion.members
        #expect(members.map(\.name) == ["copy-0", "copy-1", "copy-2"])
        #expect(members[1].spec.command == ["cp", "{index}", "1-{index}", "{\"json\":{index}}"])
        #expect(members[0].spec.command == ["cp", "a b", "0-a b", "{\"json\":a b}"])
        #expect(members[2].spec.environment[0].value == "{lr}")
    }

    @Test("QUEUE-12 a matrix has every combination once, the first name changing slowest")
    func matrix() throws {
        let expansion = try ArrayExpansion(
            draft(["train", "{lr}", "{n}"]), [try ArrayAxis(matrix: "lr=0.1,0.01"), try ArrayAxis(matrix: "n=1,2,3")])
        #expect(
            expansion.members.map { $0.spec.command.dropFirst().joined(separator: " ") }
                == ["0.1 1", "0.1 2", "0.1 3", "0.01 1", "0.01 2", "0.01 3"])
    }

    @Test("QUEUE-12 what makes no sense is refused: no value, no place for it, twice the same, more than 10,000")
    func refusedArrays() throws {
        for text in ["lr", "lr=", "lr=1,,2", "=1", "index=1", "a b=1"] {
            #expect(throws: InvalidInput.self, "\(text)") { try ArrayAxis(matrix: text) }
        }
        #expect(throws: InvalidInput.self) { try ArrayAxis(lines: "\n\r\n") }
        let lr = try ArrayAxis(matrix: "lr=1,2")
        #expect(throws: InvalidInput.self) { try ArrayExpansion(draft(["true"]), [lr]) }
        #expect(throws: InvalidInput.self) { try ArrayExpansion(draft(["{lr}"]), [lr, lr]) }
        let long = ArrayAxis(mark: "{n}", values: (0..<101).map { "\($0)" })
        let error = #expect(throws: InvalidInput.self) {
            try ArrayExpansion(draft(["{n}{m}"]), [long, ArrayAxis(mark: "{m}", values: long.values)])
        }
        #expect(error?.message.contains("10000") == true)
        var unique = draft(["{lr}"])
        unique.unique = UniqueKey("k")
        #expect(throws: InvalidInput.self) { try ArrayExpansion(unique, [lr]) }
    }

    @Test("QUEUE-12 an array stands where its most advanced unfinished job stands, at last where the worst end is")
    func arrayStatus() {
        func array(_ counts: [JobStatus: Int]) -> JobArray {
            JobArray(number: JobNumber(1), name: "a", size: 3, createdAt: .distantPast, counts: counts)
        }
        #expect(array([.queued: 2, .running: 1]).status == .running)
        #expect(array([.failed: 2, .queued: 1]).status == .queued)
        #expect(array([.failed: 1, .completed: 2]).status == .failed)
        #expect(array([.completed: 3]).status == .completed)
        #expect(array([.failed: 1, .running: 2]).countsInWords == "2 running · 1 failed")
    }

    @Test("QUEUE-08 changes are laid over what a job was: variables are added, other options replaced")
    func merging() {
        var request = RunRequest(words: ["app:1", "run", "--all"])
        request[.environment] = ["A=1"]
        request[.secret] = ["TOKEN", "KEY"]
        request[.memory] = ["1g"]
        request[.volume] = ["/a:/a"]
        var changes = RunRequest(words: ["app:2"])
        changes[.environment] = ["A=2", "TOKEN=plain"]
        changes[.volume] = ["/b:/b"]
        let merged = request.merging(changes)
        #expect(merged.words == ["app:2", "run", "--all"])
        #expect(merged[.environment] == ["A=1", "A=2", "TOKEN=plain"])
        #expect(merged[.secret] == ["KEY"])
        #expect(merged[.volume] == ["/b:/b"])
        #expect(merged[.memory] == ["1g"])
        #expect(request.merging(RunRequest(words: ["app:1", "other"])).words == ["app:1", "other"])
    }

    @Test("QUEUE-09 latencies by nearest rank")
    func latency() throws {
        #expect(LaunchLatency(seconds: []) == nil)
        let latency = try #require(LaunchLatency(seconds: (1...100).map(Double.init).shuffled()))
        #expect(latency.median == .seconds(50))
        #expect(latency.percentile95 == .seconds(95))
        #expect(LaunchLatency(seconds: [7])?.percentile95 == .seconds(7))
    }
}
