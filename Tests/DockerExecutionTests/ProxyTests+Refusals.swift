import Foundation
import JobCore
import JobEngine
import Testing

@testable import DockerExecution

/// What the worker is told about engines that refuse, vanish or hang.
extension ProxyTests {
    @Test("DOCK-15 a removal that fails is thrown with the engine's words")
    func removalFails() async throws {
        let answer = Self.http("500 Oops", ["Connection: close"], #"{"message":"device or resource busy"}"#)
        try await with([rule("DELETE", "/containers/x", .answer(answer))]) { bench, _ in
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.remove(ExecutionID("x")) }
            #expect(error?.message.contains("device or resource busy") == true)
        }
    }

    @Test("DOCK-13 no socket, nobody listening, no permission: each its own code and sentence")
    func unreachable() async throws {
        let missing = try EngineEndpoint(socketPath: "/tmp/berth-no-such.sock")
        try await Bench.with(endpoint: missing) { bench in
            let health = await bench.executor.health()
            #expect(health.failureCode == .connection)
            #expect(health.failure?.contains("no such socket") == true)
        }
        let path = "/tmp/berth-refused-\(UInt32.random(in: 0 ... .max)).sock"
        close(try UnixConnection.listen(at: path))
        defer { unlink(path) }
        try await Bench.with(endpoint: try EngineEndpoint(socketPath: path)) { bench in
            let health = await bench.executor.health()
            #expect(health.failureCode == .connection)
            #expect(health.failure?.contains("nobody listens") == true)
        }
    }

    @Test("DOCK-13 no permission on the socket is its own sentence with both remedies")
    func permission() {
        let failure = EngineFailure.classify(errno: EACCES, text: "Permission denied")
        let error = ErrorSentence(operation: .ping, host: "unix:///run/docker.sock").error(for: failure)
        #expect(error.code == .permission)
        #expect(error.message.contains("group docker") && error.message.contains("rootless"))
    }

    @Test("F39 F40 DOCK-18 an event stream that ends is an outage, so that the worker lists anew")
    func eventsEnd() async throws {
        try await with([rule("GET", "/events", .answer(Self.http("200 OK", ["Connection: close"], "")))]) { bench, _ in
            let error = await #expect(throws: ExecutorError.self) {
                try await bench.executor.watchEvents(store: bench.store) {
                } onEvent: { _ in
                }
            }
            #expect(error?.isOutage == true)
        }
    }

    @Test(
        "F53 a pull that reports its failure within a 200 fails with the engine's words",
        arguments: [
            ("docker", "pull-error-in-200.txt", ErrorCode.resource), ("podman", "pull-missing-tag.txt", .imageNotFound),
            ("podman", "pull-no-auth.txt", .unauthorized),
        ])
    func pullErrors(engine: String, file: String, code: ErrorCode) async throws {
        let lines = String(decoding: try Fixture.data(engine, file), as: UTF8.self)
            .split(separator: "\n").filter { $0.hasPrefix("{") }.joined(separator: "\r\n")
        let answer = Self.http("200 OK", ["Content-Type: application/json"], lines)
        try await with([rule("POST", "/images/create", .answer(answer))]) { bench, _ in
            let error = await #expect(throws: ExecutorError.self) {
                try await bench.executor.pull("127.0.0.1:9/t/bb:2", platform: nil) { _ in }
            }
            #expect(error?.code == code, "\(String(describing: error))")
        }
    }

    @Test(
        "F53 refusals of a pull by status: not there, no login, bad name",
        arguments: [
            ("404 Not Found", "pull-missing-tag.txt", ErrorCode.imageNotFound),
            ("500 Oops", "pull-no-auth.txt", .unauthorized),
        ])
    func pullRefusals(status: String, file: String, code: ErrorCode) async throws {
        let answer = Self.http(status, [], try Fixture.firstLine("docker", file))
        try await with([rule("POST", "/images/create", .answer(answer))]) { bench, proxy in
            let error = await #expect(throws: ExecutorError.self) {
                try await bench.executor.pull("127.0.0.1:9/t/bb:2", platform: "linux/amd64") { _ in }
            }
            #expect(error?.code == code)
            // One tag of one image, never all of them.
            #expect(proxy.count("POST", "fromImage=127.0.0.1%3A9%2Ft%2Fbb&tag=2&platform=linux%2Famd64") == 1)
        }
    }

    @Test("F54 an image that vanished between pull and create is `imageNotFound` again, so that it is pulled once more")
    func imageVanishes() async throws {
        let answer = Self.http(
            "404 Not Found", ["Connection: close"], try Fixture.firstLine("docker", "error-no-image.txt"))
        try await with([rule("POST", "/containers/create", nth: 1, .answer(answer))]) { bench, _ in
            let order = bench.order("true")
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(order) }
            #expect(error?.code == .imageNotFound)
            _ = try await bench.executor.prepare(order)
        }
    }

    @Test("DOCK-17 a host that hangs delays no other")
    func deadHost() async throws {
        try await with([rule("GET", "/", .hang)]) { dead, _ in
            try await Bench.with { bench in
                async let health = dead.executor.health()
                for job in 1...3 { _ = try await bench.run(bench.order("true", job: Int64(job))) }
                #expect(await health.failureCode == .timeout)
            }
        }
    }
}
