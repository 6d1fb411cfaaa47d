import Foundation
import JobCore
import JobEngine
import Testing

@testable import DockerExecution

@Suite(.timeLimit(.minutes(2)))
struct BrowsingTests {
    /// A container that Berth did not make, removed on every path.
    private func withForeign(
        _ bench: Bench, _ body: String, start: Bool = true, _ use: (ExecutionID) async throws -> Void
    ) async throws {
        let answer = try await bench.call(
            "POST", "/containers/create?name=foreign-\(UInt32.random(in: 0...99_999_999))", body)
        let id = ExecutionID(try JSONDecoder().decode(WireCreated.self, from: Data(answer.utf8)).id)
        let result: Result<Void, any Error>
        do {
            if start { try await bench.call("POST", "/containers/\(id)/start", nil) }
            result = .success(try await use(id))
        } catch {
            result = .failure(error)
        }
        try await bench.call("DELETE", "/containers/\(id)?force=1&v=1", nil)
        try result.get()
    }

    @Test(
        "DOCK-09 containers that are not Berth's are listed beside its own, told apart by label, and can be looked at")
    func foreign() async throws {
        try await Bench.with { bench in
            let ours = try await bench.launch(bench.order("sleep", "100"))
            let body = """
                {"Image":"berth/busybox","Cmd":["sh","-c","echo hello; echo oops >&2; sleep 100"],
                 "HostConfig":{"NetworkMode":"none"}}
                """
            try await withForeign(bench, body) { id in
                let list = try await bench.executor.listAll()
                let foreign = try #require(list.first { $0.id == id })
                #expect(foreign.store == nil && foreign.attempt == nil && foreign.name.hasPrefix("foreign-"))
                #expect(foreign.image == TestEngine.image && foreign.status.hasPrefix("Up"))
                #expect(foreign.state.isRunning && foreign.command.contains("echo hello"))
                let own = try #require(list.first { $0.id == ours })
                #expect(own.store == bench.store.description && own.attempt?.job == JobNumber(1))

                let text = try await bench.executor.inspectionText(of: id)
                #expect(text.contains("\"Image\" : \"berth/busybox\"") && text.contains("\n"))
                let log = try await eventually("it has written") {
                    let log = CollectedLog(try await bench.executor.readLogEnd(id, limit: 10).batch)
                    return log.lines.count == 2 ? log : nil
                }
                #expect(log.text() == "hello\n" && log.text(of: .stderr) == "oops\n")
                #expect(try await bench.executor.usage(of: id, after: nil) != nil)
            }
        }
    }

    @Test("CMD-01 a container gives back what has to be asked for to get one like it, without what its image brings")
    func specification() async throws {
        try await Bench.with { bench in
            let body = """
                {"Image":"berth/busybox","Cmd":["sleep","100"],"Env":["A=x=y"],"WorkingDir":"/tmp","User":"1:2",
                 "Hostname":"box","Labels":{"team":"red"},"StopTimeout":3,"StopSignal":"INT","Tty":true,
                 "HostConfig":{"NetworkMode":"none","Memory":67108864,"NanoCpus":500000000,"PidsLimit":50,
                 "ReadonlyRootfs":true,"Tmpfs":{"/t":"size=1m"},"Binds":["/tmp:/data:ro"],"CapDrop":["ALL"],
                 "Ulimits":[{"Name":"nofile","Soft":10,"Hard":20}],"Init":true,"ShmSize":1048576}}
                """
            try await withForeign(bench, body, start: false) { id in
                let found = try await bench.executor.specification(of: id)
                var spec = JobSpec(image: TestEngine.image, command: ["sleep", "100"])
                spec.environment = [EnvironmentVariable(name: "A", value: "x=y")]
                spec.workingDirectory = "/tmp"
                spec.user = "1:2"
                spec.hostname = "box"
                spec.labels = ["team": "red"]
                spec.stopGrace = .seconds(3)
                spec.stopSignal = "INT"
                spec.hasTerminal = true
                spec.networks = [NetworkAttachment(name: "none")]
                spec.limits = ResourceLimits(
                    memory: .megabytes(64), cpus: 0.5, pids: 50, sharedMemory: .megabytes(1))
                spec.isRootReadOnly = true
                spec.tmpfs = ["/t": "size=1m"]
                spec.mounts = [Mount(kind: .bind, source: "/tmp", target: "/data", isReadOnly: true)]
                spec.droppedCapabilities = ["ALL"]
                spec.ulimits = [Ulimit(name: "nofile", soft: 10, hard: 20)]
                spec.initProcess = .on
                #expect(found == spec)
            }
        }
    }

    @Test("CMD-18 a command in a container: streams apart, input to its end, exit code")
    func executes() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sleep", "100"))
            let session = try await bench.executor.execute(
                ExecOrder(["sh", "-c", "cat; echo bad >&2; exit 7"], takesInput: true), in: id)
            let input = String(repeating: "0123456789", count: 20_000)
            async let writing: Void = {
                try await session.write(Array(input.utf8))
                await session.endInput()
            }()
            var texts: [LogStream: [UInt8]] = [:]
            while let output = try await session.read() { texts[output.stream, default: []] += output.bytes }
            try await writing
            #expect(texts[.stdout] == Array(input.utf8))
            #expect(texts[.stderr] == Array("bad\n".utf8))
            let code = try await eventually("it has ended") { try await session.exitCode() }
            #expect(code == 7)
            await session.close()
        }
    }

    @Test("CMD-18 a shell has a terminal of the size that it is told; closing the line ends the reading")
    func shell() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sleep", "100"))
            let session = try await bench.executor.execute(.shell, in: id)
            await session.resize(columns: 91, rows: 33)
            try await session.write(Array("stty size; exit 5\n".utf8))
            var text: [UInt8] = []
            while let output = try await session.read() { text += output.bytes }
            #expect(String(decoding: text, as: UTF8.self).contains("33 91"))
            let code = try await eventually("it has ended") { try await session.exitCode() }
            #expect(code == 5)
            await session.close()

            let second = try await bench.executor.execute(.shell, in: id)
            await second.close()
            while try await second.read() != nil {}
        }
    }

    @Test("CMD-18 a container that does not run, or does not exist, is refused in a sentence")
    func refused() async throws {
        try await Bench.with { bench in
            let ended = try await bench.launch(bench.order("true"))
            _ = try await bench.ended(ended)
            let error = await #expect(throws: ExecutorError.self) {
                _ = try await bench.executor.execute(.shell, in: ended)
            }
            #expect(error?.message.contains("run a command in container") == true)
            let missing = await #expect(throws: ExecutorError.self) {
                _ = try await bench.executor.execute(.shell, in: ExecutionID("nosuchcontainer"))
            }
            #expect(missing?.code == .notFound)
        }
    }
}
