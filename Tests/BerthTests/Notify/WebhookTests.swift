import Foundation
import Glibc
import Testing
import Webhooks

/// Notices by the real worker: commands, and webhooks to a small receiver.
@Suite(.timeLimit(.minutes(5))) struct WebhookTests {
    @Test("CMD-08 the signature is that of the Standard Webhooks specification; other keys are taken as they are")
    func signature() {
        // The specification's own example, and one made with openssl.
        let key = WebhookKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        #expect(
            key.signature(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", time: 1_614_265_330, "{\"test\": 2432232314}")
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(
            WebhookKey("plain-key\n").signature(id: "id", time: 5, "body")
                == "v1,j/Jau82qGBCiRfW043EFUSDcO1cMIvmPSfh9aLV0dnA=")
    }

    @Test("CMD-08 a webhook is posted, signed, and tried again after a 503; doctor and journal tell of failures")
    func webhook() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let receiver = try await Receiver.start(in: lab)
            defer { receiver.process.signal(SIGTERM) }
            let secret = lab.root + "/secret"
            try Data("plain-key\n".utf8).write(to: URL(fileURLWithPath: secret))
            chmod(secret, 0o600)
            let file = lab.root + "/berth.yaml"
            try Data(
                """
                version: 1
                notify:
                  rules:
                    - {name: ops, on: [failed], jobs: "bad*", webhook: "\(receiver.url)", secretFile: "\(secret)"}
                    - {name: gone, on: [failed], webhook: "\(receiver.url)/404"}
                    - {name: mail, labels: {team: a}, command: [sh, -c, 'echo "$BERTH_MESSAGE" >\(lab.root)/mail']}
                    - {name: broken, labels: {team: a}, command: [no-such-program]}
                """.utf8
            ).write(to: URL(fileURLWithPath: file))
            try await lab.check("config", "check", "--config", file)
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            try await lab.check("host", "add", "bad", "--kind", "mock", "--option", "failureRate=1")
            let worker = try await lab.start("worker", "--config", file)
            try await lab.waitForWorker(worker)
            try await lab.check("run", "-d", "--name", "warm-up", "--host", "mock", "x", "y")
            try await lab.wait(for: "1", status: "completed")
            try await lab.check("run", "-d", "--name", "bad-one", "--host", "bad", "--label", "team=a", "x", "y")
            try await lab.wait(for: "2", status: "failed")
            // The first answer is 503.
            try await eventually("it was posted twice") {
                receiver.requests.count { $0.contains("webhook-signature") } == 2
            }
            let posts = receiver.requests.filter { $0.contains("webhook-signature") }
            let ids = posts.compactMap { $0.firstMatch(of: /webhook-id: (\S+)/)?.output.1 }
            #expect(Set(ids).count == 1)
            let post = try #require(posts.last)
            let time = try #require(Int64(post.firstMatch(of: /webhook-timestamp: (\d+)/)?.output.1 ?? ""))
            let body = try #require(post.components(separatedBy: "\r\n\r\n").last)
            let expected = WebhookKey("plain-key").signature(id: String(ids[0]), time: time, body)
            #expect(post.contains("webhook-signature: \(expected)"))
            #expect(body.contains("\"name\":\"bad-one\""))
            #expect(body.contains("\"type\":\"job.ended\""))
            try await eventually("the command has run") {
                let mail = try? String(contentsOfFile: lab.root + "/mail", encoding: .utf8)
                return mail?.hasPrefix("Job 2 'bad-one' is failed") ?? false
            }
            try await eventually("what lasts is given up") {
                try await lab.check("events", "--job", "2").contains("answered 404")
            }
            try await eventually("the doctor knows") {
                try await lab.berth("doctor", "--config", file).standardOutput.contains("given up in the last week")
            }
            #expect(try await lab.check("events", "--job", "2").contains("notified"))
            #expect(!worker.log.contains("plain-key"))
            worker.signal(SIGTERM)
            #expect(try await worker.end() == 0)
        }
    }

    @Test("CMD-08 S20 a webhook over TLS: a receiver of an own authority is trusted by its file only, and in its name")
    func secure() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let certificates = try await TestCertificates.make(in: lab.root + "/tls")
            let good = try await Receiver.start(in: lab, name: "good", certificate: certificates.path("server"))
            defer { good.process.signal(SIGTERM) }
            let other = try await Receiver.start(in: lab, name: "other", certificate: certificates.path("stranger"))
            defer { other.process.signal(SIGTERM) }
            let (right, wrong) = (certificates.path("ca.pem"), certificates.path("other.pem"))
            let file = lab.root + "/berth.yaml"
            try Data(
                """
                version: 1
                notify:
                  rules:
                    - {name: right, webhook: "\(good.url)", caFile: "\(right)"}
                    - {name: unknown, webhook: "\(good.url)"}
                    - {name: wrong, webhook: "\(good.url)", caFile: "\(wrong)"}
                    - {name: misnamed, webhook: "\(other.url)", caFile: "\(right)"}
                    - {name: fileless, webhook: "\(good.url)", caFile: /nowhere}
                """.utf8
            ).write(to: URL(fileURLWithPath: file))
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            let worker = try await lab.start("worker", "--config", file)
            try await lab.check("run", "-d", "--no-worker", "x", "y")
            // The first answer of the receiver is 503: what could not be delivered is tried again.
            try await eventually("it was posted twice") { good.requests.count == 2 }
            #expect(other.requests.isEmpty)
            try await eventually("each of the others is told with its reason") {
                let rows = try await lab.shell(
                    "sqlite3 $BERTH_STORE/berth.sqlite 'SELECT rule, error, tries FROM notification'")
                let lines = rows.standardOutput.split(separator: "\n")
                return [
                    ("unknown", "not trusted"), ("wrong", "name its authority by 'caFile'"),
                    ("misnamed", "for another name"), ("fileless", "'/nowhere' holds no certificate"),
                ].allSatisfy { rule, words in lines.contains { $0.hasPrefix(rule) && $0.contains(words) } }
            }
            worker.signal(SIGKILL)
            try await worker.end()
        }
    }

    @Test("CMD-08 a notice that was under way when its worker was killed is delivered by the next one")
    func overDeath() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let file = lab.root + "/berth.yaml"
            let script =
                #"echo "$BERTH_JOB" >>"$HOME/told"; until [ -e "$HOME/go" ] || [ ! -d "$HOME" ]; do sleep 0.1; done"#
            try Data(
                "version: 1\nnotify: {rules: [{name: slow, command: [sh, -c, '\(script)']}]}\n".utf8
            ).write(to: URL(fileURLWithPath: file))
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            let first = try await lab.start("worker", "--config", file)
            try await lab.waitForWorker(first)
            for _ in 0..<2 { try await lab.check("run", "-d", "x", "y") }
            // A slow receiver keeps no job waiting.
            try await lab.wait(for: "2", status: "completed")
            try await eventually("both are under way") { lab.told.count == 2 }
            try await first.killAndWait()
            _ = FileManager.default.createFile(atPath: lab.root + "/go", contents: nil)
            let second = try await lab.start("worker", "--config", file)
            try await eventually("both are told") {
                try await lab.check("events", "--after", "0").components(separatedBy: "notified").count == 3
            }
            #expect(lab.told.sorted() == ["1", "1", "2", "2"])
            second.signal(SIGTERM)
            #expect(try await second.end() == 0)
        }
    }

    @Test("CMD-08 the console says when a notice was given up")
    func console() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let file = lab.root + "/berth.yaml"
            try Data("version: 1\nnotify: {rules: [{name: r, command: [\"false\"]}]}\n".utf8).write(
                to: URL(fileURLWithPath: file))
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            let worker = try await lab.start("worker", "--config", file)
            try await lab.waitForWorker(worker)
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.startConsole()
                try await lab.check("run", "-d", "x", "y")
                // A command is tried three times, with pauses of one second and of two.
                try await terminal.wait(for: "The notice of job 1 could not be delivered.")
                try await terminal.press("q")
            }
            worker.signal(SIGTERM)
            try await worker.end()
        }
    }

    @Test(
        "CMD-08 a rule that cannot work is refused with its line",
        arguments: [
            ("{webhook: 'https://example.org'}", "no name"), ("{name: a}", "a command or a webhook"),
            ("{name: a, webhook: 'ftp://x'}", "no web address"),
            ("{name: a, webhook: 'http://example.org/x'}", "unprotected"),
            ("{name: a, webhook: 'https://u:p@example.org'}", "without user"),
            ("{name: a, on: [running], command: [x]}", "no end"),
            ("{name: a, command: [x], bogus: 1}", "'bogus'"), ("{name: a, command: x}", "list of words"),
        ])
    func refused(rule: String, words: String) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let file = lab.root + "/berth.yaml"
            try Data("version: 1\nnotify:\n  rules:\n    - \(rule)\n".utf8).write(to: URL(fileURLWithPath: file))
            let result = try await lab.berth("config", "check", "--config", file)
            #expect(result.code == 64)
            #expect(result.standardError.contains("line 4"))
            #expect(result.standardError.contains(words), "\(result.standardError)")
        }
    }

    /// An HTTP server of a few lines: keeps every request in a file, answers 503 to the first, 404 to paths that say so.
    struct Receiver {
        let process: WorkerProcess
        let root: String
        let port: Int
        let scheme: String

        var url: String { "\(scheme)://127.0.0.1:\(port)/hook" }

        var requests: [String] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
            return names.filter { $0.hasSuffix(".request") }.sorted().compactMap {
                try? String(contentsOfFile: "\(root)/\($0)", encoding: .utf8)
            }
        }

        /// - Parameter certificate: the path of a certificate and its key without `.pem` and `-key.pem`; `nil` for plain HTTP.
        static func start(
            in lab: CommandLab, name: String = "receiver", certificate: String? = nil
        ) async throws -> Receiver {
            let root = "\(lab.root)/\(name)"
            try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
            let script = #"""
                #!/bin/bash
                head=
                while IFS= read -r line; do
                    head+="$line"$'\n'
                    [[ ${line,,} == content-length:* ]] && length=${line//[^0-9]/}
                    [[ $line == $'\r' ]] && break
                done
                body=$(head -c "${length:-0}")
                status='204 No Content'
                if [[ $head == *' /hook/404 '* ]]; then status='404 Not Found'
                elif mkdir "$ROOT/first" 2>/dev/null; then status='503 Busy'; fi
                printf '%s%s' "$head" "$body" >"$ROOT/part.$$"
                mv "$ROOT/part.$$" "$ROOT/$(date +%s%N).$$.request"
                printf 'HTTP/1.1 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n' "$status"
                """#
            try Data(script.utf8).write(to: URL(fileURLWithPath: root + "/answer"))
            chmod(root + "/answer", 0o700)
            for _ in 0..<20 {
                let port = Int.random(in: 20_000...60_000)
                let listener =
                    certificate.map {
                        "OPENSSL-LISTEN:\(port),bind=127.0.0.1,fork,reuseaddr,verify=0,cert=\($0).pem,key=\($0)-key.pem"
                    } ?? "TCP-LISTEN:\(port),bind=127.0.0.1,fork,reuseaddr"
                let process = try await WorkerProcess.start(
                    [listener, "EXEC:\(root)/answer"], program: "socat",
                    environment: lab.environment.merging(["ROOT": root]) { $1 }, logPath: root + "/log")
                try await Task.sleep(for: .milliseconds(200))
                if process.isRunning {
                    return Receiver(
                        process: process, root: root, port: port, scheme: certificate == nil ? "http" : "https")
                }
            }
            throw ShellCommand.Failure(description: "No free port for the receiver.")
        }
    }
}

extension CommandLab {
    /// What the slow command has written.
    fileprivate var told: [String] {
        let text = (try? String(contentsOfFile: root + "/told", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
