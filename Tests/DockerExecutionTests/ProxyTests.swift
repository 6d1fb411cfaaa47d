import Foundation
import JobCore
import JobEngine
import Testing

@testable import DockerExecution

/// Faults on the line between Berth and an engine, made by a proxy in between.
@Suite(.timeLimit(.minutes(2)))
struct ProxyTests {
    func with(
        _ rules: [EngineProxy.Rule], retries: Int = 0, _ body: (Bench, EngineProxy) async throws -> Void
    ) async throws {
        let engine = try TestEngine.socketPath()
        var settings = ExecutorSettings()
        settings.maxRetries = retries
        try await EngineProxy.with(engine: engine, rules: rules) { proxy in
            try await Bench.with(endpoint: try EngineEndpoint(socketPath: proxy.path), settings: settings) { bench in
                try await body(bench, proxy)
            }
        }
    }

    func rule(_ method: String, _ path: String, nth: Int? = nil, _ fault: EngineProxy.Fault) -> EngineProxy.Rule {
        EngineProxy.Rule(method: method, path: path, nth: nth, fault: fault)
    }

    static func http(_ status: String, _ headers: [String] = [], _ body: String, length: Bool = true) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status)"] + headers + (length ? ["Content-Length: \(body.utf8.count)"] : [])
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    @Test("BASE-02 a call whose line breaks is repeated, as often as the host allows and no more", arguments: [0, 2])
    func repeats(retries: Int) async throws {
        try await with([rule("GET", "/json", .dropAnswer)], retries: retries) { bench, proxy in
            let error = await #expect(throws: ExecutorError.self) { try await bench.containers() }
            #expect(error?.code == .connection)
            #expect(proxy.requests.count { $0.contains("/containers/json") } == retries + 1)
        }
        guard retries > 0 else { return }
        try await with([rule("GET", "/json", nth: 1, .dropAnswer)], retries: retries) { bench, _ in
            let containers = try await bench.containers()
            #expect(containers.isEmpty)
        }
    }

    @Test("I18 the proxy itself hands everything on: a whole life of a job goes through it")
    func transparent() async throws {
        try await with([]) { bench, proxy in
            let (inspection, log) = try await bench.run(bench.order("sh", "-c", "echo out; exit 3"))
            #expect(inspection.state == .exited(code: 3, wasOutOfMemory: false))
            #expect(log.text() == "out\n")
            try await bench.executor.remove(inspection.id)
            #expect(proxy.count("POST", "/containers/create") == 1)
            #expect(proxy.count("POST", "/start") == 1)
        }
    }

    @Test("F55 F04 a lost answer of create is an outage; the repeat adopts the one container that was made")
    func lostCreate() async throws {
        try await with([rule("POST", "/containers/create", nth: 1, .dropAnswer)]) { bench, proxy in
            let order = bench.order("true")
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(order) }
            #expect(error?.isOutage == true)
            let container = try await bench.executor.prepare(order)
            #expect(!container.isFresh)
            #expect(try await bench.executor.list(store: bench.store).map(\.id) == [container.id])
            #expect(proxy.count("POST", "/containers/create") == 2)
        }
    }

    @Test("F55 F05 a lost answer of start is an outage; the repeat does not run the job a second time")
    func lostStart() async throws {
        try await with([rule("POST", "/start", nth: 1, .dropAnswer)]) { bench, proxy in
            let container = try await bench.executor.prepare(bench.order("sh", "-c", "echo once"))
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.start(container) }
            #expect(error?.isOutage == true)
            _ = try await bench.ended(container.id)
            try await bench.executor.start(container)
            #expect(proxy.count("POST", "/start") == 1)
            #expect(try await bench.log(container.id).text() == "once\n")
        }
    }

    @Test("F55 a start that never reached the engine is sent again")
    func droppedStart() async throws {
        try await with([rule("POST", "/start", nth: 1, .dropRequest)]) { bench, proxy in
            let container = try await bench.executor.prepare(bench.order("true"))
            await #expect(throws: ExecutorError.self) { try await bench.executor.start(container) }
            #expect(try await bench.executor.inspect(container.id).state == .created)
            try await bench.executor.start(container)
            #expect(try await bench.ended(container.id).state == .exited(code: 0, wasOutOfMemory: false))
            #expect(proxy.count("POST", "/start") == 2)
        }
    }

    @Test(
        "F56 bursts of 500 and 503 are outages, whatever they answer to, and no final error",
        arguments: [
            ("POST", "/containers/create", "503 Service Unavailable", ""),
            ("POST", "/containers/create", "500 Oops", ""),
            ("POST", "/start", "503 Service Unavailable", "x"), ("POST", "/start", "500 Oops", #"{"message":"oops"}"#),
            ("GET", "/json", "502 Bad Gateway", "<html>"), ("GET", "/info", "500 Oops", #"{"message":"oops"}"#),
        ])
    func serverErrors(method: String, path: String, status: String, body: String) async throws {
        try await with([rule(method, path, nth: 1, .answer(Self.http(status, ["Connection: close"], body)))]) {
            bench, _ in
            let order = bench.order("true")
            let error = await #expect(throws: ExecutorError.self) {
                let id = try await bench.launch(order)
                _ = try await bench.executor.inspect(id)
            }
            #expect(error?.isOutage == true, "\(String(describing: error))")
            let container = try await bench.executor.prepare(order)
            try await bench.executor.start(container)
            _ = try await bench.ended(container.id)
        }
    }

    @Test(
        "F57 DOCK-13 answers that are no JSON of the promised form are errors that say so",
        arguments: [
            "", "{", "[]", "null", "\u{0}\u{1}", #"{"Id":1}"#, #"{"Id":"x","State":{"Status":7}}"#,
            #"{"Id":"x","State":{"Status":"exited","ExitCode":1e400}}"#, String(repeating: "[", count: 100_000),
            #"{"Id":"x","Id":7,"State":[]}"#,
        ])
    func malformedJSON(body: String) async throws {
        let answer = Self.http("200 OK", ["Content-Type: application/json", "Connection: close"], body)
        try await with([rule("GET", "/containers/x/json", .answer(answer))]) { bench, _ in
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.inspect(ExecutionID("x")) }
            #expect(error?.code == .connection)
            #expect(error?.message.contains("cannot be understood") == true)
            let containers = try await bench.containers()
            #expect(containers.isEmpty)
        }
    }

    static let brokenHTTP: [String] = [
        "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n[]", "HTTP/1.1 99999 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: 10 << 20) + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n[", "",
    ]

    @Test(
        "F58 S32 S33 broken HTTP, two lengths, a 10 MB header, a body beyond the cap: one typed error each",
        arguments: 0..<11)
    func brokenHTTP(index: Int) async throws {
        let answer = Array(Self.brokenHTTP[index].utf8)
        try await with([rule("GET", "/containers/json", nth: 1, .answer(answer))]) { bench, _ in
            let before = residentMemory()
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.list(store: bench.store) }
            #expect(error?.code == .connection, "\(String(describing: error))")
            #expect(residentMemory() - before < 64 << 20)
            // One request per connection after such an answer: the next call is not answered from its remains.
            let containers = try await bench.containers()
            #expect(containers.isEmpty)
        }
    }

    @Test("F58 I14 an answer of one byte a second ends at the call's deadline")
    func slowAnswer() async throws {
        try await with([rule("GET", "/_ping", .slow(pause: .milliseconds(500)))]) { bench, _ in
            let health = await bench.executor.health()
            #expect(health.failureCode == .timeout)
            #expect(health.failure?.contains("within 2 s") == true)
        }
    }

    @Test(
        "F28 I14 an engine that accepts and never answers: ping, stream head and list end by their deadlines",
        arguments: [
            "ping", "logs",
        ])
    func hang(what: String) async throws {
        let path = what == "ping" ? "/_ping" : "/logs"
        try await with([rule("GET", path, .hang)]) { bench, _ in
            if what == "ping" {
                #expect(await bench.executor.health().failureCode == .timeout)
            } else {
                let error = await #expect(throws: LogReadingError.self) {
                    try await bench.executor.readLog(ExecutionID("x"), since: nil, follow: true) { _ in }
                }
                guard case .executor(let cause) = error else { return }
                #expect(cause.code == .timeout)
            }
        }
    }

    @Test(
        "F59 F31 DOCK-13 a log that is cut at any place is an outage, never a clean end; it resumes without a gap",
        arguments: [
            90, 150, 233, 400, 1_000, 5_000,
        ])
    func cutLog(after: Int) async throws {
        try await with([rule("GET", "/logs", nth: 1, .cut(after: after))]) { bench, _ in
            let id = try await bench.launch(bench.order("sh", "-c", "seq 1 2000"))
            _ = try await bench.ended(id)
            let collector = LogCollector()
            let error = await #expect(throws: LogReadingError.self) {
                try await bench.executor.readLog(id, since: nil, follow: true) { collector.add($0) }
            }
            guard case .executor(let cause) = error else {
                Issue.record("not the executor's error: \(String(describing: error))")
                return
            }
            #expect(cause.isOutage)
            let first = collector.log.lines
            let rest = try await bench.log(id, since: first.last?.time)
            let overlap = first.last.map { last in first.count { $0.time == last.time } } ?? 0
            #expect(first.map(\.text) + rest.lines.dropFirst(overlap).map(\.text) == (1...2_000).map { "\($0)\n" })
        }
    }

    @Test(
        "F59 a damaged frame in a log ends the reading as damaged, after the lines before it",
        arguments: [
            [9, 0, 0, 0, 0, 0, 0, 1, 65] as [UInt8], [1, 0, 0, 0, 255, 255, 255, 255],
            [3, 0, 0, 0, 0, 0, 0, 2, 104, 105],
        ])
    func damagedFrame(frame: [UInt8]) async throws {
        let text = "2026-11-20T22:10:36.084066144Z good\n"
        let good = [1, 0, 0, 0, 0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(good.count + frame.count)\r\n\r\n".utf8)
        try await with([rule("GET", "/logs", .answer(head + good + frame))]) { bench, _ in
            let collector = LogCollector()
            let end = try await bench.executor.readLog(ExecutionID("x"), since: nil, follow: false) {
                collector.add($0)
            }
            guard case .damaged = end else {
                Issue.record("\(end)")
                return
            }
            #expect(collector.log.text() == "good\n")
        }
    }

    @Test(
        "DOCK-02 F60 an API that is too old is refused with both versions in the sentence",
        arguments: ["1.12", "1.40", "x", ""])
    func tooOld(version: String) async throws {
        let answer = Self.http("200 OK", ["Api-Version: \(version)", "Connection: close"], "OK")
        try await with([rule("GET", "/_ping", .answer(answer))]) { bench, proxy in
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.list(store: bench.store) }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("1.41 to 1.55") == true)
            #expect(proxy.count("GET", "/containers") == 0)
        }
    }

    @Test(
        "DOCK-02 F60 an engine that is newer than Berth is spoken to in Berth's newest API, an older one in its own",
        arguments: [
            ("1.99", "/v1.55/"), ("2.0", "/v1.55/"), ("1.44", "/v1.44/"), ("1.41", "/v1.41/"),
        ])
    func negotiates(offered: String, path: String) async throws {
        let ping = Self.http("200 OK", ["Api-Version: \(offered)", "Connection: close"], "OK")
        let list = Self.http("200 OK", ["Connection: close"], "[]")
        let rules = [rule("GET", "/_ping", .answer(ping)), rule("GET", path, .answer(list))]
        try await with(rules) { bench, proxy in
            let containers = try await bench.containers()
            #expect(containers.isEmpty)
            #expect(proxy.count("GET", path + "containers/json") == 1)
        }
    }

    @Test("DOCK-02 an engine that refuses the version in plain text is understood")
    func plainTextRefusal() async throws {
        let answer = Self.http("400 Bad Request", ["Content-Type: text/plain"], "client version 1.41 is too old\n")
        try await with([rule("GET", "/containers/json", .answer(answer))]) { bench, _ in
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.list(store: bench.store) }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("client version 1.41 is too old") == true)
        }
    }

    @Test("F42 Podman's conflict, a 500 with a sentence, is a conflict (by captured reply)")
    func podmanConflict() async throws {
        let ping = Self.http("200 OK", ["Api-Version: 1.41", "Libpod-Api-Version: 4.3.1", "Connection: close"], "OK")
        let conflict = try Fixture.firstLine("podman", "error-name-conflict.txt")
        let rules = [
            rule("GET", "/_ping", .answer(ping)),
            rule("POST", "/containers/create", nth: 2, .answer(Self.http("500 Oops", ["Connection: close"], conflict))),
        ]
        try await with(rules) { bench, _ in
            let order = bench.order("true")
            let first = try await bench.executor.prepare(order)
            #expect(try await bench.executor.prepare(order).id == first.id)
        }
    }

    @Test("F41 Podman's failed start has its code in the words only (by captured reply)")
    func podmanFailedStart() async throws {
        let ping = Self.http("200 OK", ["Api-Version: 1.41", "Libpod-Api-Version: 4.3.1", "Connection: close"], "OK")
        let refusal = try Fixture.firstLine("podman", "error-start-no-command.json")
        let rules = [
            rule("GET", "/_ping", .answer(ping)),
            rule("POST", "/start", .answer(Self.http("500 Oops", ["Connection: close"], refusal))),
        ]
        try await with(rules) { bench, _ in
            let container = try await bench.executor.prepare(bench.order("true"))
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.start(container) }
            #expect(error?.exitCode == 127 && error?.isOutage == false)
        }
    }

    @Test("F43 F44 a container that is being removed is waited for; one that stays is an error, not a hang")
    func removalInProgress() async throws {
        let busy = Self.http(
            "409 Conflict", ["Connection: close"], #"{"message":"removal of container x is already in progress"}"#)
        let dead = Self.http(
            "200 OK", ["Connection: close"], #"{"Id":"x","State":{"Status":"removing"},"Config":{"Labels":{}}}"#)
        let rules = [
            rule("DELETE", "/containers/x", .answer(busy)), rule("GET", "/containers/x/json", nth: 1, .answer(dead)),
            rule("GET", "/containers/x/json", nth: 2, .answer(dead)),
        ]
        try await with(rules) { bench, proxy in
            try await bench.executor.remove(ExecutionID("x"))
            #expect(proxy.count("GET", "/containers/x/json") == 3)
        }
    }
}
