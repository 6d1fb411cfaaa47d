import Foundation
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct RunTests {
    static let image = CommandLab.image

    @Test("CMD-01 CMD-05 CMD-06 CMD-08 each stream on its own descriptor, the job's code, the log after clean-up")
    func proof() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.berth("run", "-q", Self.image, "sh", "-c", "echo out; echo err >&2; exit 3")
            #expect(run.code == 3)
            #expect(run.standardOutput == "out\n")
            #expect(run.standardError.hasSuffix("err\n"))
            #expect(try await lab.check("show", "1").contains("exit code 3"))
            #expect(try await lab.check("logs", "1", "--stream", "stderr") == "err")
            try await lab.check("cleanup", "--older-than", "0s", "--yes")
            #expect(try await lab.check("logs", "1", "--stream", "stderr") == "err")
            #expect(try await lab.containers().isEmpty)
        }
    }

    @Test("CMD-01 CMD-17 a detached run prints the number; wait exits with the code, also long after")
    func detached() async throws {
        try await CommandLab.with { lab in
            #expect(try await lab.check("run", "-d", Self.image, "sh", "-c", "sleep 1; exit 7") == "1")
            for _ in 0..<2 {
                let wait = try await lab.berth("wait", "1")
                #expect(wait.code == 7)
                #expect(wait.standardOutput == "1\n")
            }
        }
    }

    @Test("CMD-01 --result holds the whole result as JSON")
    func result() async throws {
        try await CommandLab.with { lab in
            let path = lab.root + "/result.json"
            #expect(try await lab.berth("run", "--result", path, Self.image, "false").code == 1)
            let view = try JSONDecoder().decode(JobView.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
            #expect(view.schemaVersion == 1)
            #expect(view.resultCode == 1)
            #expect(view.attempts.first?.isLogComplete == true)
        }
    }

    @Test("CMD-01 the deadline ends with 124")
    func deadline() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.berth("run", "--timeout", "1s", "--stop-timeout", "0s", Self.image, "sleep", "60")
            #expect(run.code == 124)
            #expect(try await lab.job("1").status == "timeout")
        }
    }

    @Test("CMD-01 ^C asks the job to end and says how to leave it running; the code is 130")
    func interrupt() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.start(
                "run", Self.image, "sh", "-c", "trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.05; done")
            try await eventually("the job is ready") { run.log.contains("ready") }
            run.signal(SIGINT)
            #expect(try await run.end() == 130)
            #expect(run.log.contains("bye"))
            #expect(run.log.contains("leaves a job running"))
            #expect(try await lab.job("1").status == "cancelled")
        }
    }

    @Test(
        "CMD-01 F88 ^\\, a hang-up and kill -9 of the client leave the job running",
        arguments: [SIGQUIT, SIGHUP, SIGKILL, SIGTERM])
    func leaves(signal: Int32) async throws {
        try await CommandLab.with { lab in
            let run = try await lab.start(
                "run", Self.image, "sh", "-c", "echo ready; while [ ! -e /tmp/stop ]; do sleep 0.05; done")
            try await eventually("the job is ready") { run.log.contains("ready") }
            run.signal(signal)
            #expect(try await run.end() == (signal == SIGQUIT ? 0 : 128 + Int(signal)))
            #expect(try await lab.job("1").status == "running")
        }
    }

    @Test("CMD-01 a closed pipe ends the client quietly and never the job")
    func closedPipe() async throws {
        try await CommandLab.with { lab in
            let line =
                "$berth run -q \(Self.image) sh -c 'i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo line $i; sleep 0.02; done' | head -n 1; echo ${PIPESTATUS[0]}"
            let result = try await lab.shell(line)
            #expect(result.standardOutput == "line 1\n141\n")
            #expect(try await lab.berth("wait", "1").code == 0)
            #expect(try await lab.check("logs", "1", "--tail", "1") == "line 40")
        }
    }

    @Test("CMD-01 docker's options reach the container: environment, directory, user, host name, limits, mounts")
    func options() async throws {
        try await CommandLab.with { lab in
            let script =
                "echo $A-$B; pwd; id -u; hostname; cat /m/f; touch /ro/x 2>/dev/null || echo protected; ulimit -n; cat /proc/1/comm; :"
            try "from the host".write(toFile: lab.root + "/f", atomically: true, encoding: .utf8)
            chmod(lab.root, 0o755)
            chmod(lab.root + "/f", 0o644)
            let run = try await lab.berth(
                "run", "-q", "-eA=1", "-e", "B=2", "-w", "/tmp", "-u", "1000:1000", "-h", "box", "-m", "64m", "--cpus",
                "0.5",
                "-v", "\(lab.root):/m:ro", "--mount", "type=bind,src=\(lab.root),dst=/ro,readonly", "--ulimit",
                "nofile=512:512", "--no-init", Self.image, "sh", "-c", script)
            #expect(
                run.standardOutput == "1-2\n/tmp\n1000\nbox\nfrom the hostprotected\n512\nsh\n", "\(run.standardError)")
        }
    }

    @Test("CMD-01 S14 S17 I24 a secret reaches the job and stands nowhere else")
    func secrets() async throws {
        try await CommandLab.with { lab in
            let secret = "hunter2-\(UInt64.random(in: 0 ... .max))"
            try (secret + "\n").write(toFile: lab.root + "/key", atomically: true, encoding: .utf8)
            let run = try await lab.berth(
                "run", "-q", "--secret", "A", "--secret-file", "B=\(lab.root)/key", Self.image, "sh", "-c",
                "[ \"$A\" = \"$B\" ] && [ ${#A} -gt 8 ] && echo same", variables: ["A": secret])
            #expect(run.standardOutput == "same\n")
            try FileManager.default.removeItem(atPath: lab.root + "/key")
            for arguments in [["show", "1"], ["show", "1", "--json"], ["list", "--format", "json"]] {
                #expect(try await !lab.berth(arguments).standardOutput.contains(secret))
            }
            try await lab.check("worker", "stop")
            let found = try await ShellCommand.run("grep", ["-rlaF", secret, lab.root])
            #expect(found.code == 1, "\(found.standardOutput)")
        }
    }

    @Test("CMD-01 a retry strategy by exit code runs it again, and says how often")
    func retries() async throws {
        try await CommandLab.with { lab in
            let run = try await lab.berth(
                "run", "--priority", "90", "--retry", "2", "--retry-on", "5", Self.image, "sh", "-c", "exit 5")
            #expect(run.code == 5)
            let job = try await lab.job("1")
            #expect(job.attemptsUsed == 2)
            #expect(job.attempts.map(\.exitCode) == [5, 5])
        }
    }

    @Test("CMD-13 many commands at once on one new store: no lost job, one worker, no locked database")
    func manyAtOnce() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            let result = try await lab.shell(
                "for i in $(seq 10); do $berth run -d \(Self.image) sh -c \"exit $i\" & done; wait")
            #expect(result.standardError.isEmpty)
            let numbers = result.standardOutput.split(separator: "\n").compactMap { Int($0) }
            #expect(Set(numbers) == Set(1...10))
            let wait = try await lab.berth(["wait", "-q"] + numbers.map(String.init))
            #expect((1...10).contains(wait.code))
            var codes = Set<Int>()
            for number in 1...10 { codes.insert(try await lab.job("\(number)").exitCode ?? -1) }
            #expect(codes == Set(1...10))
        }
    }
}
