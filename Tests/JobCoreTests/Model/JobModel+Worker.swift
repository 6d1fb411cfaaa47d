import Foundation
import JobCore

/// The worker of the model: one step at a time, each of which it may not survive.
extension JobModel {
    mutating func work(startFails: Bool) throws(Violation) -> Bool {
        switch worker.place {
        case .dead:
            guard !isDying else { return false }
            try begin()
        case .idle: return try claimOrReconcile()
        case .claimed:
            if worker.knowsRequest { return try settleBeforeStart(.cancelled) }
            guard !isDying else { return false }
            if current == nil { containers.append(Container(attempt: attempt)) }
            worker.place = .created
        case .created:
            hasStoredContainer = true
            worker.knowsRequest = isCancelRequested
            worker.place = .stored
        case .stored:
            if worker.knowsRequest { return try settleBeforeStart(.cancelled) }
            if startFails { return try settleBeforeStart(.startError, .resource) }
            return try start()
        case .started:
            try recordStart()
            // Only who saw the start, or sees it running, knows its daemon.
            if let generation = worker.startedUnder { witness = .seenRunning(under: daemon(generation)) }
            worker.knowsRequest = isCancelRequested
            worker.place = .watching
        case .watching: return try watch()
        case .settled:
            guard !isDying else { return false }
            containers.removeAll { $0.attempt == attempt }
            worker.place = .idle
        }
        return true
    }

    /// What a new worker finds of the one before.
    private mutating func begin() throws(Violation) {
        worker = Memory(knowsRequest: isCancelRequested)
        guard status.isLive else { return }
        guard let index = current else {
            if hasStoredContainer {
                worker.place = .watching
            } else {
                try settle(AttemptOutcome(reason: .notStarted, reachedStart: false))
            }
            return
        }
        hasStoredContainer = true
        worker.place = containers[index].state == .created ? .stored : .started
    }

    private mutating func claimOrReconcile() throws(Violation) -> Bool {
        guard containers.isEmpty || isDying else {
            try reconcile()
            return true
        }
        guard status == .queued || status == .retrying else { return false }
        try move(to: .launching)
        attempt += 1
        worker = Memory(place: .claimed)
        return true
    }

    private mutating func reconcile() throws(Violation) {
        let isLive = status.isLive
        let summaries = containers.map { container in
            ContainerSummary(
                id: ExecutionID("\(container.attempt)"), name: "", state: .created, attempt: id(container.attempt),
                token: nil, createdAt: moment(0))
        }
        let plan = ReconcilePlan(
            containers: summaries, live: isLive ? [id(attempt)] : [], now: moment(1000)
        ) { [attempt] other in isLive && other.number == attempt ? .live : .ended }
        for summary in plan.remove {
            if isLive, summary.attempt == id(attempt) {
                throw Violation(description: "I3: a live container is removed")
            }
            containers.removeAll { $0.attempt == summary.attempt?.number }
        }
        guard plan.adopt.isEmpty else { throw Violation(description: "I3: a live attempt that nobody drives") }
    }

    private func id(_ attempt: Int) -> AttemptID {
        AttemptID(job: Self.template.number, number: attempt)
    }

    private mutating func settleBeforeStart(_ reason: ExitReason, _ code: ErrorCode? = nil) throws(Violation) -> Bool {
        try settle(AttemptOutcome(reason: reason, errorCode: code, reachedStart: false))
        return true
    }

    private mutating func start() throws(Violation) -> Bool {
        guard !isDying else { return false }
        guard let index = current else {
            worker.place = .watching
            return true
        }
        guard containers[index].state == .created else { throw Violation(description: "I2: a second start") }
        if containers.contains(where: { $0.state == .running }) {
            throw Violation(description: "I2: two containers of the job run")
        }
        containers[index].state = .running
        containers[index].startedIn = generation
        worker.startedUnder = generation
        worker.place = .started
        starts += 1
        if starts > Self.maxAttempts { throw Violation(description: "I7: start \(starts)") }
        return true
    }

    private mutating func watch() throws(Violation) -> Bool {
        guard !isDying || (!worker.hasHeld && current != nil) else { return false }
        guard let index = current else {
            try settle(AttemptOutcome(reason: .containerRemoved, reachedStart: true))
            return true
        }
        let container = containers[index]
        switch container.state {
        case .created: throw Violation(description: "I2: watches what was never started")
        case .running:
            if worker.knowsRequest {
                containers[index].state = .exited(143)
                containers[index].endedIn = generation
                containers[index].endedBeforeCancel = false
                worker.hasStopped = true
                return true
            }
            guard witness?.daemon != "\(generation)" else { return false }
            witness = .seenRunning(under: daemon(generation))
        case .exited(let code):
            try judge(container, code)
        }
        return true
    }

    private mutating func judge(_ container: Container, _ code: Int) throws(Violation) {
        let known = witness
        let current = daemon(generation)
        witness?.noteAnswer(of: current)
        guard witness == known else { return }  // a step of its own, that the worker may not survive
        let end = moment(Int64(container.endedIn * 100 + 60))
        let verdict = Verdict.judge(
            Verdict.Evidence(
                code: code, wasOutOfMemory: false, startedAt: moment(Int64(container.startedIn * 100 + 10)),
                finishedAt: end, engine: daemon(generation), witness: witness,
                wasEndRequested: worker.hasStopped || worker.knowsRequest, hasBeenHeld: worker.hasHeld))
        var outcome = AttemptOutcome(reason: .internal, finishedAt: end, reachedStart: true)
        switch verdict {
        case .hold:
            worker.hasHeld = true
            return
        case .exited(let code, let reason):
            outcome.exitCode = code
            outcome.reason = reason
        case .faulted(let reason, _):
            outcome.reason = reason
        }
        if worker.hasStopped, !container.endedBeforeCancel { outcome.reason = .cancelled }
        try settle(outcome, container)
    }

    private func daemon(_ generation: Int) -> EngineIncarnation {
        EngineIncarnation(id: "\(generation)", startedAt: moment(Int64(generation * 100)))
    }
}
