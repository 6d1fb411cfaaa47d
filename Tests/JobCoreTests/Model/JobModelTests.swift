import JobCore
import Testing

/// Every order of events up to a depth, not a sample of them (reliability.md 3).
struct JobModelTests {
    /// How a state was reached.
    private struct Step {
        var model: JobModel
        var action: JobModel.Action?
        var parent: Int
    }

    @Test("I1 I2 I3 I5 I6 I7 claim, launch, cancel, crash, engine restart and reconcile in every order to depth 24")
    func everyOrder() throws {
        var steps = [Step(model: JobModel(), action: nil, parent: 0)]
        var known: Set<JobModel> = [JobModel()]
        var settling: Set<JobModel> = []
        var next = 0
        for _ in 0..<24 {
            let layer = next..<steps.count
            next = steps.count
            for index in layer {
                for action in JobModel.Action.allCases {
                    var model = steps[index].model
                    do {
                        guard try model.take(action), known.insert(model).inserted else { continue }
                        steps.append(Step(model: model, action: action, parent: index))
                        try settle(model, &settling)
                    } catch {
                        Issue.record("\(error) after \(trace(steps, index) + [action])")
                        return
                    }
                }
            }
        }
        let reached = Set(known.map(\.status))
        #expect(reached == Set(JobStatus.allCases).subtracting([.pending, .timeout]))
        #expect(known.count > 5_000, "only \(known.count) states")
        print("JobModelTests: \(known.count) states")
    }

    /// Once nothing breaks any more, the job ends and nothing is left on the engine (I1, I3).
    private func settle(_ start: JobModel, _ settling: inout Set<JobModel>) throws(JobModel.Violation) {
        var model = start
        var path: Set<JobModel> = []
        while !settling.contains(model) {
            guard path.insert(model).inserted else {
                throw JobModel.Violation(description: "I9: turns in circles at \(model)")
            }
            if model.isDying {
                _ = try model.take(.restartKeepingJobs)
            } else if try !model.take(.learnRequests), try !model.take(.work), try !model.take(.jobSucceeds) {
                guard model.status.isTerminal, model.containers.isEmpty else {
                    throw JobModel.Violation(description: "I1 I3: comes to rest as \(model)")
                }
                break
            }
        }
        settling.formUnion(path)
    }

    private func trace(_ steps: [Step], _ last: Int) -> [JobModel.Action] {
        var actions: [JobModel.Action] = []
        var index = last
        while let action = steps[index].action {
            actions.append(action)
            index = steps[index].parent
        }
        return actions.reversed()
    }
}
