import Foundation
import JobCore
import JobEngine
import Testing

@testable import DockerExecution

@Suite(.timeLimit(.minutes(2)))
struct EndingTests {
    @Test(
        "DOCK-19 stop sends SIGTERM, or the job's own signal, and the process decides about its end",
        arguments: [
            (nil, "TERM"), ("SIGUSR1", "USR1"), ("INT", "INT"),
        ] as [(String?, String)])
    func stopSignal(signal: String?, name: String) async throws {
        try await Bench.with { bench in
            var spec = Bench.spec([
                "sh", "-c", "trap 'echo got \(name); exit 9' \(name); echo up; while :; do sleep 0.05; done",
            ])
            spec.stopSignal = signal
            let id = try await bench.launch(bench.order(spec))
            try await eventually("the trap is set") { try await bench.log(id).text() == "up\n" ? () : nil }
            try await bench.executor.stop(id, grace: .seconds(10))
            #expect(try await bench.executor.inspect(id).state == .exited(code: 9, wasOutOfMemory: false))
            #expect(try await bench.log(id).text() == "up\ngot \(name)\n")
        }
    }

    @Test("DOCK-19 F48 a container that ignores SIGTERM is killed after its grace")
    func ignoresTerm() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(
                bench.order("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done"))
            try await eventually("the trap is set") { try await bench.log(id).text() == "up\n" ? () : nil }
            try await bench.executor.stop(id, grace: .seconds(1))
            #expect(try await bench.executor.inspect(id).state == .exited(code: 137, wasOutOfMemory: false))
        }
    }

    @Test("DOCK-19 a `sleep` as PID 1 ends at once, since an init passes the signal on")
    func initPassesSignals() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sh", "-c", "echo up; exec sleep 100"))
            // Before the init is up it passes nothing on, as any PID 1.
            try await eventually("the job is up") { try await bench.log(id).text() == "up\n" ? () : nil }
            try await bench.executor.stop(id, grace: .seconds(30))
            #expect(try await bench.executor.inspect(id).state == .exited(code: 143, wasOutOfMemory: false))
        }
    }

    @Test("DOCK-19 DOCK-15 stop, kill and remove of what does not run or exist are success")
    func nothingToDo() async throws {
        try await Bench.with { bench in
            let created = try await bench.executor.prepare(bench.order("true")).id
            try await bench.executor.stop(created, grace: .seconds(1))
            try await bench.executor.kill(created)
            let (exited, _) = try await bench.run(bench.order("true", job: 2))
            try await bench.executor.stop(exited.id, grace: .seconds(1))
            try await bench.executor.kill(exited.id)
            for id in [created, exited.id, ExecutionID("nosuchcontainer")] {
                try await bench.executor.remove(id)
                try await bench.executor.remove(id)
                try await bench.executor.stop(id, grace: .seconds(1))
                try await bench.executor.kill(id)
            }
        }
    }

    @Test("DOCK-15 removal is by force and takes anonymous volumes along")
    func anonymousVolumes() async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["sleep", "100"])
            spec.mounts = [Mount(kind: .volume, source: "", target: "/data")]
            let id = try await bench.launch(bench.order(spec))
            let inspection = try await bench.rawInspect(id)
            let name = try #require(
                inspection.firstMatch(of: #/"Mounts":\[\{"Type":"volume","Name":"([0-9a-f]{64})"/#)?.1)
            #expect(try await bench.call("GET", "/volumes", nil).contains(name))
            try await bench.executor.remove(id)
            #expect(try await bench.call("GET", "/volumes", nil).contains(name) == false)
        }
    }

    @Test("F43 eight removals at once all succeed, and the container is gone after each")
    func parallelRemoval() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sleep", "100"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await bench.executor.remove(id)
                        #expect(try await bench.executor.inspect(id).state == .notFound)
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
