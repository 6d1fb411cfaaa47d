import JobPersistence
import Foundation
import JobCore
import Measures

/// One job at a time: how long an end takes until it is stored, and a submit until the create call (issue goal 4).
struct Latency {
    let engine: BareEngine
    let berth: Berth
    /// The log of the engine, which runs with `--debug`.
    let calls: EngineCallLog
    /// How many jobs of each kind.
    var jobs = 40
    var commands = [["true"], ["sleep", "0.2"]]

    struct Result {
        /// From the container's end (FinishedAt) until another process sees the final status in the store, ms.
        var endToStored: [Double] = []
        /// From the container's end until the engine, asked by nobody else, has answered a wait and an inspect, ms.
        var endToAnswer: [Double] = []
        /// From `createdAt` of the job until the engine gets the create call, ms.
        var submitToCreate: [Double] = []
        /// From the start of the process `berth run --detach` until the engine gets the create call, ms.
        var commandToCreate: [Double] = []
        /// Calls to the engine per job.
        var callsPerJob = 0.0
    }

    func run() async throws -> Result {
        var result = Result()
        result.endToAnswer = try await measureEngine()
        let worker = try berth.startWorker()
        defer { _ = worker.terminate() }
        let store = try await berth.openStore()
        let observer = StoreObserver(store: store)
        // The first jobs find nothing remembered: image, engine's properties, connections.
        for _ in 0..<3 { _ = try await observer.end(of: try berth.submit(["true"]), within: .seconds(30)) }
        try await Task.sleep(for: .milliseconds(500))

        let callsBefore = try calls.calls().count
        var containers: [String: (created: Date, commanded: Date)] = [:]
        for command in commands {
            Progress.say("latency of '\(command.joined(separator: " "))'")
            for _ in 0..<jobs {
                let commanded = Date()
                let number = try berth.submit(command)
                let (job, seenAt) = try await observer.end(of: number, within: .seconds(30))
                guard let attempt = try await store.attempts(of: number).last, let finishedAt = attempt.finishedAt
                else {
                    throw BenchFailure("Job \(number) has no end: \(job.status).")
                }
                result.endToStored.append(seenAt.timeIntervalSince(finishedAt.date) * 1000)
                containers[attempt.containerName] = (job.createdAt, commanded)
                // Its container is removed meanwhile, so that the next job finds a quiet engine.
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        let made = try calls.calls().dropFirst(callsBefore)
        result.callsPerJob = Double(made.count) / Double(jobs * commands.count)
        for call in made where call.method == "POST" && call.target.hasPrefix("/containers/create") {
            guard let name = call.target.split(separator: "name=").last?.prefix(while: { $0 != "&" }),
                let times = containers[String(name)]
            else { continue }
            result.submitToCreate.append(call.at.date.timeIntervalSince(times.created) * 1000)
            result.commandToCreate.append(call.at.date.timeIntervalSince(times.commanded) * 1000)
        }
        guard result.submitToCreate.count == jobs * commands.count else {
            throw BenchFailure(
                "\(result.submitToCreate.count) create calls were found in '\(calls.path)', not \(jobs * commands.count)."
            )
        }
        await store.close()
        return result
    }

    /// The engine's own part: nobody can learn of an end before.
    private func measureEngine() async throws -> [Double] {
        var times: [Double] = []
        for command in commands {
            for _ in 0..<jobs / 2 {
                let id = try await engine.create(image: Berth.image, command: command)
                try await engine.call(.post, "/containers/\(id)/start")
                try await engine.call(.post, "/containers/\(id)/wait")
                let state = try await engine.inspect(id)
                times.append(Date().timeIntervalSince(state.finishedAt) * 1000)
                try await engine.call(.delete, "/containers/\(id)?force=1&v=1")
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        return times
    }
}
