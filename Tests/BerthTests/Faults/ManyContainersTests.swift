import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

/// An engine that holds far more than runs.
@Suite("Many containers")
struct ManyContainersTests {
    @Test("F80 I9 a thousand dead containers of ended jobs are removed, and jobs beside that run at once")
    func thousandDead() async throws {
        try await FaultLab.with { lab in
            // A thousand ended attempts cost little on a simulated host.
            try await lab.store.addHost(
                JobHost(name: "quick", kind: .mock, slots: 100, options: ["duration": "0s"]), actor: "test")
            var draft = JobDraft(spec: JobSpec(image: "i", command: ["true"]))
            draft.routing.host = "quick"
            let ended = try await lab.store.submit(Array(repeating: draft, count: 1000), actor: "test")
            let worker = try await lab.startWorker(["--max-concurrent", "100"])
            try await eventually("the simulated jobs have ended", within: .seconds(120)) {
                try await lab.store.counts()[.completed] == 1000
            }
            try await worker.killAndWait()
            // As if the real host had been out of reach while an earlier worker cleaned up.
            let store = lab.store.id.description
            try await withThrowingTaskGroup { group in
                for part in 0..<4 {
                    group.addTask {
                        for job in ended[(part * 250)..<(part * 250 + 250)] {
                            try await Self.makeDead(of: job.number, store, lab.api)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await lab.api.containers(ofStore: store).count == 1000)

            let others = try await lab.submit((0..<4).map { TruthJob(key: "other\($0)", lines: 3, code: $0) }) {
                $0.routing.host = FaultLab.host
            }
            try await lab.startWorker()
            try await eventually("the jobs have ended", within: .seconds(120)) {
                for job in others where try await lab.store.job(.number(job)).status.isTerminal == false {
                    return false
                }
                return true
            }
            // The removals did not stand before them.
            #expect(try await lab.api.containers(ofStore: store).count > 0)
            for (code, job) in others.enumerated() {
                #expect(try await lab.store.job(.number(job)).exitCode == code)
            }
            try await eventually("all are removed", within: .seconds(300)) {
                try await lab.api.containers(ofStore: store).isEmpty
            }
        }
    }

    private static func makeDead(of job: JobNumber, _ store: String, _ api: EngineAPI) async throws {
        let body = """
            {"Image":"berth/busybox","Cmd":["true"],"Labels":{"berth.store":"\(store)","berth.job":"\(job)",\
            "berth.attempt":"1","berth.token":"1"}}
            """
        let path = "/containers/create?name=berth-\(store.prefix(8))-dead-\(job)-1"
        let answer = try await api.send("POST", path, json: body)
        try #require(answer.status == 201, "\(answer.body)")
    }
}
