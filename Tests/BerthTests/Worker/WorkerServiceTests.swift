import Foundation
import Glibc
import Testing

@testable import berth

/// A worker as a service: signals, metrics, log lines, unit files.
@Suite(.timeLimit(.minutes(5))) struct WorkerServiceTests {
    @Test(
        "CMD-02 a flag of the worker that cannot be is refused by name and value",
        arguments: [
            ("--max-concurrent", "0"), ("--max-concurrent", "many"), ("--executor-type", "podmann"),
            ("--shutdown-timeout", "soon"), ("--idle-exit", "-1s"), ("--poll-interval", "0s"),
            ("--poll-interval", "2h"), ("--metrics-address", "9464x"), ("--metrics-address", "host:70000"),
            ("--metrics-address", "::1"), ("--metrics-address", ""), ("--log-format", "xml"),
        ])
    func badFlags(flag: String, value: String) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let result = try await lab.berth("worker", flag, value)
            #expect(result.code == 64)
            #expect(result.standardError.contains(flag))
            #expect(value.isEmpty || result.standardError.contains(value) || result.standardError.contains("out of"))
            #expect(!FileManager.default.fileExists(atPath: lab.storePath))
        }
    }

    @Test("CMD-03 SIGHUP reads the configuration again: what can change does, mistakes leave the old one")
    func reload() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let file = lab.root + "/berth.yaml"
            func write(_ text: String) throws {
                try Data("version: 1\n\(text)".utf8).write(to: URL(fileURLWithPath: file))
            }
            try write("worker: {maxConcurrent: 1}\n")
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=1h")
            for _ in 0..<4 { try await lab.check("run", "-d", "--no-worker", "x", "y") }
            let worker = try await lab.start("worker", "--config", file, "--shutdown-timeout", "0s")
            try await eventually("one job runs") { try await lab.running() == 1 }
            try write("worker: {maxConcurrent: 3, metricsAddress: 9464}\n")
            worker.signal(SIGHUP)
            try await eventually("three jobs run") { try await lab.running() == 3 }
            #expect(worker.log.contains("the configuration was read again"))
            #expect(worker.log.contains("worker.metricsAddress has changed; it takes effect at the next start"))
            try write("worker: {maxConcurrent: none}\n")
            worker.signal(SIGHUP)
            try await eventually("the mistake is told") { worker.log.contains("the old one holds") }
            #expect(worker.log.contains("line 2"))
            worker.signal(SIGUSR1)
            try await eventually("the queue's status is told") { worker.log.contains("queue:") }
            #expect(worker.log.contains("3 running"))
            worker.signal(SIGTERM)
            #expect(try await worker.end() == 0)
            #expect(try await lab.running() == 3)
        }
    }

    @Test("CMD-02 BASE-11 metrics and health are served as Prometheus reads them; slow clients hold nobody up")
    func metrics() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock")
            try await lab.check("run", "-d", "--no-worker", "x", "y")
            let worker = try await lab.start("worker", "--metrics-address", "0", "--log-format", "json")
            try await lab.wait(for: "1", status: "completed")
            let address = try #require(worker.log.firstMatch(of: /"address":"(127\.0\.0\.1:\d+)"/)?.output.1)
            // A thousand clients that say nothing: the next one is served all the same.
            let port = address.split(separator: ":")[1]
            let idlers = try await WorkerProcess.start(
                [
                    "-c",
                    "ulimit -n 2048; for i in $(seq 1000); do exec {fd}<>/dev/tcp/127.0.0.1/\(port); done; echo all; sleep 60",
                ],
                program: "bash", environment: lab.environment, logPath: lab.root + "/idlers.log")
            defer { idlers.signal(SIGKILL) }
            try await eventually("all of them are there") { idlers.log.contains("all") }
            let health = try await ShellCommand.run("curl", ["-sS", "--max-time", "30", "http://\(address)/healthz"])
            #expect(health.standardOutput == "ok\n")
            let text = try await ShellCommand.check("curl", ["-sS", "--max-time", "30", "http://\(address)/metrics"])
            #expect(text.contains("berth_jobs{status=\"completed\"} 1"))
            #expect(text.contains("berth_launches_total{host=\"mock\"} 1"))
            #expect(text.contains("berth_queue_jobs{state=\"ready\"} 0"))
            #expect(text.contains("berth_queue_oldest_ready_seconds 0"))
            #expect(text.contains("berth_attempts_ended_total{host=\"mock\",status=\"completed\"} 1"))
            #expect(text.contains("berth_engine_operation_seconds_count{host=\"mock\",operation=\"create\"} 1"))
            #expect(text.contains("berth_launch_latency_seconds_bucket{le=\"+Inf\"} 1"))
            #expect(text.contains("process_resident_memory_bytes "))
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let isSample = line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+/) != nil
                #expect(isSample, "\(line)")
            }
            let other = try await ShellCommand.run(
                "curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "http://\(address)/etc/passwd"])
            #expect(other.standardOutput == "404")
            // What is no request of ours is answered so, or not at all; the next one is served.
            let post = try await ShellCommand.run(
                "curl", ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "-d", "x=1", "http://\(address)/metrics"])
            #expect(post.standardOutput == "404")
            let large = try await ShellCommand.run(
                "curl", ["-sS", "-H", "x: \(String(repeating: "a", count: 20_000))", "http://\(address)/metrics"])
            #expect(large.code != 0)
            let garbage = try await lab.shell("head -c 5000 /dev/urandom >/dev/tcp/127.0.0.1/\(port)")
            #expect(garbage.code == 0 || garbage.code == 1)
            let again = try await ShellCommand.run("curl", ["-sS", "--max-time", "30", "http://\(address)/healthz"])
            #expect(again.standardOutput == "ok\n")
            worker.signal(SIGTERM)
            #expect(try await worker.end() == 0)
        }
    }

    @Test("CMD-02 an address that somebody else has is refused with the way out")
    func takenAddress() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let first = try await lab.start("worker", "--metrics-address", "0")
            let address = try await eventually("it listens") {
                first.log.firstMatch(of: /address=(\S+)/).map { String($0.output.1) }
            }
            let second = try await lab.berth(
                ["worker", "--metrics-address", address], variables: ["BERTH_STORE": lab.root + "/other"])
            #expect(second.code == 1)
            #expect(second.standardError.contains("Could not listen on '\(address)'"))
            first.signal(SIGTERM)
            try await first.end()
        }
    }

    @Test("CMD-02 a standby answers from the moment it waits; one with the address of the active gets it at its turn")
    func standbyMetrics() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            func address(of worker: WorkerProcess) async throws -> String {
                try await eventually("it listens") {
                    worker.log.firstMatch(of: /metrics are served address=(\S+)/).map { String($0.output.1) }
                }
            }
            func get(_ path: String, from address: String) async throws -> String {
                try await ShellCommand.run("curl", ["-sS", "--max-time", "30", "http://\(address)\(path)"])
                    .standardOutput
            }
            let active = try await lab.start("worker", "--metrics-address", "0")
            try await lab.waitForWorker(active)
            let shared = try await address(of: active)
            let other = try await lab.start("worker", "--metrics-address", "0")
            let own = try await address(of: other)
            #expect(try await get("/healthz", from: own) == "standby\n")
            let text = try await get("/metrics", from: own)
            #expect(text.contains("berth_worker_standby 1") && text.contains("process_resident_memory_bytes "))
            #expect(try await get("/metrics", from: shared).contains("berth_worker_standby 0"))
            other.signal(SIGTERM)
            #expect(try await other.end() == 0)
            let same = try await lab.start("worker", "--metrics-address", shared)
            try await eventually("it cannot listen") { same.log.contains("Could not listen on '\(shared)'") }
            #expect(same.isRunning)
            try await active.killAndWait()
            #expect(try await address(of: same) == shared)
            try await eventually("it works") { try await get("/healthz", from: shared) == "ok\n" }
            #expect(same.log.components(separatedBy: "Could not listen").count == 2)
            same.signal(SIGTERM)
            #expect(try await same.end() == 0)
        }
    }

    @Test("CMD-02 ROUTE-12 a log in JSON: each line an object with time, level, message and stable fields; no secrets")
    func logLines() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            _ = try await lab.berth(
                ["run", "-d", "--no-worker", "--name", "quote\"d", "--secret", "TOKEN", "x", "y"],
                variables: ["TOKEN": "hunter2hunter2"])
            let worker = try await lab.start("worker", "--once", "--log-format", "json")
            #expect(try await worker.end() == 0)
            var messages: [String: [String: String]] = [:]
            for line in worker.log.split(separator: "\n") {
                let fields = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
                #expect(fields["time"]?.hasSuffix("Z") == true)
                #expect(fields["level"] != nil)
                messages[fields["message"] ?? ""] = fields
            }
            #expect(messages["routing"]?["job.id"] == "1" && messages["routing"]?["host"] == "mock")
            #expect(messages["routing"]?["reason"] == "the only host that fits")
            #expect(messages["started"]?["host"] == "mock")
            #expect(messages["ended"]?["status"] == "completed")
            #expect(messages["ended"]?["exit.code"] == "0")
            #expect(messages["ended"]?["attempt"] == "1.1")
            #expect(!worker.log.contains("hunter2"))
        }
    }

    @Test("CMD-02 the unit of `worker install` is one that systemd takes, with every flag; --print writes nothing")
    func unit() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let text = try await lab.check(
                "worker", "install", "--print", "--max-concurrent", "4", "--shutdown-timeout", "1m", "--store",
                lab.root + "/a store%")
            #expect(text.contains("--max-concurrent 4"))
            #expect(text.contains("\"\(lab.root)/a store%%\""))
            #expect(text.contains("TimeoutStopSec=75"))
            #expect(!FileManager.default.fileExists(atPath: lab.root + "/config/systemd"))
            let system = try await lab.check("worker", "install", "--print", "--system", "--user", "root")
            #expect(system.contains("User=root"))
            for (kind, unit) in [("user", text), ("system", system)] {
                let path = "\(lab.root)/berth-\(kind).service"
                try Data(unit.utf8).write(to: URL(fileURLWithPath: path))
                guard access("/usr/bin/systemd-analyze", X_OK) == 0 else { continue }
                let verdict = try await ShellCommand.run("systemd-analyze", ["verify", "--\(kind)", "--man=no", path])
                #expect(!verdict.standardError.contains("berth-\(kind).service"), "\(verdict.standardError)")
            }
            let bad = try await lab.berth("worker", "install", "--print", "--max-concurrent", "none")
            #expect(bad.code == 64)
        }
    }

    @Test("CMD-02 without the right to priorities of threads, nothing is written to the system's log")
    func systemLog() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock")
            let trace = lab.root + "/trace"
            let listed = try await lab.shell(
                "setpriv --bounding-set=-sys_nice strace -f -o \(trace) -e trace=connect,setpriority $berth list")
            #expect(listed.code == 0, "\(listed.standardError)")
            let calls = try String(contentsOfFile: trace, encoding: .utf8)
            #expect(calls.contains("setpriority"))
            #expect(!calls.contains("/dev/log"))
        }
    }

    @Test("CMD-02 without systemd, install says what to do instead; uninstall names what is not there")
    func withoutSystemd() async throws {
        guard access("/run/systemd/system", F_OK) != 0 else { return }
        try await CommandLab.with(hasEngine: false) { lab in
            let refused = try await lab.berth("worker", "install", "--yes")
            #expect(refused.code == 1)
            #expect(refused.standardError.contains("@reboot"))
            let gone = try await lab.berth("worker", "uninstall", "--yes")
            #expect(gone.code == 1)
            #expect(gone.standardError.contains("berth-worker.service' does not exist"))
        }
    }
}

extension CommandLab {
    /// How many jobs run.
    func running() async throws -> Int {
        try await check("list", "--status", "running", "--format", "ids").split(separator: "\n").count
    }
}
