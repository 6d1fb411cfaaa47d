import JobCore
import Testing

/// Whether an exit code may be believed (decisions 2, I5).
struct VerdictTests {
    static let old = EngineIncarnation(id: "old", startedAt: moment(100))
    static let new = EngineIncarnation(id: "new", startedAt: moment(300))

    static let seenUnderNew = EngineWitness.seenRunning(under: new)

    /// A container that ran from 200 to 400 under one daemon unless said otherwise.
    static func evidence(
        _ code: Int, oom: Bool = false, end: EngineTime? = moment(400), engine: EngineIncarnation = old,
        witness: EngineWitness? = EngineWitness(daemon: "old"), remembered: Bool = false, asked: Bool = false,
        held: Bool = false
    ) -> Verdict.Evidence {
        Verdict.Evidence(
            code: code, wasOutOfMemory: oom, startedAt: moment(200), finishedAt: end, engine: engine,
            witness: witness, isStartRemembered: remembered, wasEndRequested: asked, hasBeenHeld: held)
    }

    /// What a verdict is, without its sentence.
    enum Expected: Equatable, Sendable {
        case exit(Int, ExitReason)
        case fault(ExitReason)
        case hold

        init(_ verdict: Verdict) {
            self =
                switch verdict {
                case .exited(let code, let reason): .exit(code, reason)
                case .faulted(let reason, _): .fault(reason)
                case .hold: .hold
                }
        }
    }

    static let cases: [(String, Verdict.Evidence, Expected)] = [
        ("an exit under one daemon", evidence(3), .exit(3, .appExit)),
        ("F50 out of memory", evidence(137, oom: true), .exit(137, .outOfMemory)),
        ("F51 a child out of memory, code 0", evidence(0, oom: true), .exit(0, .appExit)),
        ("F22 F25 an unasked 137 is held first", evidence(137), .hold),
        ("F22 an unasked 143 is held first", evidence(143), .hold),
        ("F25 a 137 that the same daemon still stands for", evidence(137, held: true), .exit(137, .appExit)),
        ("F48 a 137 that we asked for", evidence(137, asked: true), .exit(137, .appExit)),
        (
            "F22 the daemon was replaced while a 143 was held",
            evidence(143, end: moment(290), engine: new, held: true), .fault(.engineRestart)
        ),
        ("F19 killed by the next daemon", evidence(137, end: moment(301), engine: new), .fault(.engineRestart)),
        ("F21 exited 7 while the daemon was away", evidence(7, end: moment(250), engine: new), .exit(7, .appExit)),
        ("F26 255 made up at the restart", evidence(255, end: moment(301), engine: new), .fault(.lost)),
        ("F27 0 made up at the restart", evidence(0, end: moment(301), engine: new), .fault(.lost)),
        ("an end at the very moment of the start", evidence(0, end: moment(300), engine: new), .fault(.lost)),
        ("no end is told", evidence(0, end: nil, engine: new), .fault(.lost)),
        ("F20 seen alive under the new daemon", evidence(5, engine: new, witness: seenUnderNew), .exit(5, .appExit)),
        ("F20 an unasked 137 under the new daemon is held", evidence(137, engine: new, witness: seenUnderNew), .hold),
        ("its start was seen by nobody, the same daemon", evidence(4, witness: nil), .exit(4, .appExit)),
        (
            "F27 its start was seen by nobody, a new daemon",
            evidence(0, end: moment(301), engine: new, witness: nil), .fault(.lost)
        ),
        (
            "a code made up by a second daemon, and told by a third",
            evidence(
                0, end: moment(301), engine: EngineIncarnation(id: "third", startedAt: moment(500)),
                witness: EngineWitness(daemon: "old", replacedAt: moment(300))), .fault(.lost)
        ),
        (
            "an end that was over before the second daemon, told by a third",
            evidence(
                7, end: moment(299), engine: EngineIncarnation(id: "third", startedAt: moment(500)),
                witness: EngineWitness(daemon: "old", replacedAt: moment(300))), .exit(7, .appExit)
        ),
        (
            "F21 its start was seen by nobody, an end before the new daemon",
            evidence(7, end: moment(250), engine: new, witness: nil), .exit(7, .appExit)
        ),
        (
            "its start cannot be seen, but it remembers having started the container",
            evidence(6, engine: EngineIncarnation(id: "far", startedAt: nil), witness: nil, remembered: true),
            .exit(6, .appExit)
        ),
        (
            "an unasked 137 of a daemon that remembers the start is held all the same",
            evidence(137, engine: EngineIncarnation(id: "far", startedAt: nil), remembered: true), .hold
        ),
        (
            "another daemon whose start cannot be seen",
            evidence(0, engine: EngineIncarnation(id: "new", startedAt: nil)), .fault(.lost)
        ),
        (
            "a daemon whose start cannot be seen, and no memory of the one before",
            evidence(0, engine: EngineIncarnation(id: "new", startedAt: nil), witness: nil), .fault(.lost)
        ),
        (
            "the same daemon, whose start cannot be seen",
            evidence(
                2, engine: EngineIncarnation(id: "far", startedAt: nil),
                witness: EngineWitness(daemon: "far")), .exit(2, .appExit)
        ),
        (
            "Podman keeps codes over restarts",
            evidence(0, engine: EngineIncarnation(id: "new", startedAt: moment(300), keepsExitCodes: true)),
            .exit(0, .appExit)
        ),
        (
            "F76 the clock was moved: the daemon that started it still answers",
            evidence(6, engine: EngineIncarnation(id: "old", startedAt: moment(3700))), .exit(6, .appExit)
        ),
    ]

    @Test("I5 F19 F20 F21 F22 F25 F26 F27 F50 F51 the table of ends", arguments: cases.indices)
    func table(_ index: Int) {
        let (name, evidence, expected) = Self.cases[index]
        #expect(Expected(Verdict.judge(evidence)) == expected, "\(name)")
    }

    @Test("I5 no code is believed whose end lies after the new daemon's start, unless it was seen running after it")
    func noInventedCode() {
        var random = TestSeed.generator("verdict")
        func time() -> EngineTime { moment(Int64.random(in: 0...6, using: &random)) }
        var refused = 0
        for _ in 0..<50_000 {
            let engine = EngineIncarnation(id: "new", startedAt: time())
            let first = ["old", "new", nil].randomElement(using: &random) ?? nil
            var witness = first.map { EngineWitness(daemon: $0) }
            // The second daemon is the one that answers, or came before it.
            let second = time()
            if Bool.random(using: &random), second <= engine.startedAt ?? second {
                witness?.noteAnswer(of: EngineIncarnation(id: "second", startedAt: second))
            }
            let evidence = Verdict.Evidence(
                code: [0, 1, 137, 143, 255].randomElement(using: &random) ?? 0,
                wasOutOfMemory: Bool.random(using: &random), startedAt: Bool.random(using: &random) ? time() : nil,
                finishedAt: Bool.random(using: &random) ? time() : nil, engine: engine, witness: witness,
                wasEndRequested: Bool.random(using: &random), hasBeenHeld: Bool.random(using: &random))
            guard let daemonStart = engine.startedAt else { continue }
            let mayStartBefore = evidence.startedAt.map { $0 < daemonStart } ?? true || witness != nil
            let replacedAt = min(witness?.replacedAt ?? daemonStart, daemonStart)
            let endedAfter = evidence.finishedAt.map { $0 >= replacedAt } ?? true
            guard mayStartBefore, endedAfter, witness?.daemon != engine.id else { continue }
            refused += 1
            if case .faulted = Verdict.judge(evidence) { continue }
            Issue.record("believed: \(evidence)")
            return
        }
        #expect(refused > 1000)
    }

    @Test("I5 a hold is asked for once: held evidence always gets its verdict")
    func holdEnds() {
        for code in [0, 1, 137, 143] {
            for engine in [Self.old, Self.new] {
                for asked in [true, false] {
                    let verdict = Verdict.judge(Self.evidence(code, engine: engine, asked: asked, held: true))
                    if case .hold = verdict { Issue.record("\(code) is held for ever") }
                }
            }
        }
    }

    @Test("F20 F21 I12 the output may have gaps unless one daemon saw the whole run")
    func gaps() {
        #expect(!Self.evidence(0).outputMayHaveGaps)
        #expect(Self.evidence(7, end: moment(250), engine: Self.new).outputMayHaveGaps)
        #expect(!Self.evidence(5, engine: Self.new, witness: Self.seenUnderNew).outputMayHaveGaps)
        #expect(Self.evidence(0, engine: EngineIncarnation(id: "x", startedAt: nil)).outputMayHaveGaps)
    }
}
