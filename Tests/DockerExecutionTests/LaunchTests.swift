import Foundation
import JobCore
import JobEngine
import Testing

@testable import DockerExecution

@Suite(.timeLimit(.minutes(2)))
struct LaunchTests {
    @Test("S28 DOCK-03 the job sees what its specification says: arguments, variables, user, limits, files, names")
    func whatTheJobSees() async throws {
        try await Bench.with { bench in
            let script = """
                echo "args=$1/$2"; echo "env=$A|$B"; echo "pwd=$(pwd)"; echo "id=$(id -u):$(id -g)"
                echo "host=$(hostname)"; echo "mem=$(cat /sys/fs/cgroup/memory/memory.limit_in_bytes)"
                echo "swap=$(cat /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes 2>/dev/null || echo none)"
                echo "cpu=$(cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us)/$(cat /sys/fs/cgroup/cpu/cpu.cfs_period_us)"
                echo "pids=$(cat /sys/fs/cgroup/pids/pids.max)"; echo "shm=$(df -k /dev/shm | tail -1 | awk '{print $2}')"
                echo "tmpfs=$(grep -c ' /scratch tmpfs ' /proc/mounts)"; touch /x 2>/dev/null && echo root=rw || echo root=ro
                echo "nofile=$(ulimit -n)"; echo "hosts=$(grep -c '10.9.8.7.*far' /etc/hosts)"
                echo "dns=$(grep -c '10.1.1.1' /etc/resolv.conf)"; echo "pid1=$(cat /proc/1/comm)"
                echo "caps=$(grep CapBnd /proc/self/status | awk '{print $2}')"; echo "vol=$(ls /data | wc -l)"
                """
            var spec = JobSpec(image: TestEngine.image, command: [script, "sh", "one two", "$(id)"])
            spec.entrypoint = ["/bin/sh", "-c"]
            spec.environment = [
                EnvironmentVariable(name: "A", value: "x y=z"),
                EnvironmentVariable(name: "B", value: "$(id)", isSecret: true),
            ]
            spec.workingDirectory = "/work place"
            spec.user = "12:34"
            spec.hostname = "job-host"
            spec.limits = ResourceLimits(memory: .megabytes(64), cpus: 0.5, pids: 50, sharedMemory: .megabytes(8))
            spec.tmpfs = ["/scratch": "size=1m"]
            spec.isRootReadOnly = true
            spec.networks = [NetworkAttachment(name: "bridge")]
            spec.extraHosts = ["far:10.9.8.7"]
            spec.dns = ["10.1.1.1"]
            spec.ulimits = [Ulimit(name: "nofile", soft: 321, hard: 400)]
            spec.droppedCapabilities = ["ALL"]
            spec.mounts = [Mount(kind: .volume, source: "", target: "/data")]
            try bench.executor.validate(spec)
            let (inspection, log) = try await bench.run(bench.order(spec))
            #expect(inspection.state == .exited(code: 0, wasOutOfMemory: false))
            var seen: [String: String] = [:]
            for line in log.text().split(separator: "\n") {
                let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                seen[String(pair[0])] = String(pair.count > 1 ? pair[1] : "")
            }
            let expected = [
                "args": "one two/$(id)", "env": "x y=z|$(id)", "pwd": "/work place", "id": "12:34", "host": "job-host",
                "mem": "67108864", "cpu": "50000/100000", "pids": "50", "shm": "8192", "tmpfs": "1", "root": "ro",
                "nofile": "321", "hosts": "1", "dns": "1", "pid1": "docker-init", "caps": "0000000000000000",
                "vol": "0",
            ]
            for (key, value) in expected { #expect(seen[key] == value, "\(key)") }
            #expect(seen["swap"] == "67108864" || seen["swap"] == "none")
        }
    }

    @Test(
        "DOCK-03 init: on by itself, off for an entrypoint that is one, off when asked",
        arguments: [
            (InitProcess.automatic, ["sh", "-c", "cat /proc/1/comm; true"], "docker-init"),
            (.off, ["sh", "-c", "cat /proc/1/comm; true"], "sh"),
            (.automatic, ["/tmp/tini"], "tini"),
        ])
    func initProcess(setting: InitProcess, entrypoint: [String], expected: String) async throws {
        try await Bench.with { bench in
            var spec = Bench.spec([])
            spec.entrypoint = entrypoint
            spec.initProcess = setting
            if entrypoint[0] == "/tmp/tini" {
                // A shell by the name of an init, brought in from the host of the engine.
                spec.mounts = [Mount(kind: .bind, source: "/bin/busybox", target: "/tmp/tini", isReadOnly: true)]
                spec.entrypoint = ["/tmp/tini"]
                let container = try await bench.executor.prepare(bench.order(spec))
                let json = try await bench.rawInspect(container.id)
                #expect(json.contains(#""Init":false"#))
                return
            }
            let (_, log) = try await bench.run(bench.order(spec))
            #expect(log.text() == expected + "\n")
        }
    }

    @Test("DOCK-03 an empty entrypoint removes the image's; ports, devices and further networks reach the engine")
    func restOfTheFields() async throws {
        try await Bench.with { bench in
            let network = "berth-test-\(bench.store.short)"
            try await bench.call("POST", "/networks/create", #"{"Name":"\#(network)"}"#)
            var spec = JobSpec(image: TestEngine.image, command: ["/bin/sh", "-c", "echo ok; test -c /dev/mine"])
            spec.entrypoint = []
            spec.networks = [NetworkAttachment(name: network, aliases: ["db"]), NetworkAttachment(name: "bridge")]
            spec.ports = [PortBinding(hostAddress: "127.0.0.1", containerPort: 80)]
            spec.devices = [DeviceMapping(hostPath: "/dev/null", containerPath: "/dev/mine", permissions: "r")]
            spec.addedCapabilities = ["NET_ADMIN"]
            spec.stopSignal = "SIGUSR1"
            let (inspection, log) = try await bench.run(bench.order(spec))
            #expect(inspection.state == .exited(code: 0, wasOutOfMemory: false))
            #expect(log.text() == "ok\n")
            let json = try await bench.rawInspect(inspection.id)
            #expect(json.contains(#""80/tcp":[{"HostIp":"127.0.0.1""#))
            #expect(json.contains(#""StopSignal":"SIGUSR1""#))
            #expect(json.contains(#""CapAdd":["NET_ADMIN"]"#) || json.contains(#""CapAdd":["CAP_NET_ADMIN"]"#))
            #expect(json.contains(#""Aliases":["db""#) && json.contains(#""bridge":{"#))
            try await bench.executor.remove(inspection.id)
            try await bench.call("DELETE", "/networks/\(network)", nil)
        }
    }

    @Test("DOCK-07 F42 a second prepare adopts the container of the same attempt, also after it ran")
    func adopts() async throws {
        try await Bench.with { bench in
            let order = bench.order("true")
            let first = try await bench.executor.prepare(order)
            #expect(first.isFresh)
            let second = try await bench.executor.prepare(order)
            #expect(second.id == first.id && !second.isFresh)
            try await bench.executor.start(second)
            _ = try await bench.ended(first.id)
            let third = try await bench.executor.prepare(order)
            #expect(third.id == first.id && !third.isFresh)
        }
    }

    @Test("DOCK-07 eight prepares of one attempt at once make one container")
    func adoptsUnderRace() async throws {
        try await Bench.with { bench in
            let order = bench.order("true")
            let ids = try await withThrowingTaskGroup(of: PreparedContainer.self) { group in
                for _ in 0..<8 { group.addTask { try await bench.executor.prepare(order) } }
                return try await group.reduce(into: [PreparedContainer]()) { $0.append($1) }
            }
            #expect(Set(ids.map(\.id)).count == 1)
            #expect(ids.count { $0.isFresh } == 1)
        }
    }

    @Test("F42 a leftover of an older attempt under the name gives way; a stranger's container stays and is named")
    func nameConflicts() async throws {
        try await Bench.with { bench in
            var order = bench.order("true", attempt: 2)
            var older = order
            older.identity.attempt = AttemptID(job: JobNumber(1), number: 1)
            let leftover = try await bench.executor.prepare(older)
            let container = try await bench.executor.prepare(order)
            #expect(container.isFresh && container.id != leftover.id)
            #expect(try await bench.executor.inspect(leftover.id).state == .notFound)

            let foreign = Bench(executor: bench.executor)
            order.identity.store = foreign.store
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(order) }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains(container.id.short) == true)
            #expect(try await bench.executor.inspect(container.id).state == .created)
        }
    }

    @Test(
        "DOCK-08 F41 a start that fails is told with the shell's code and the engine's words, and leaves one container",
        arguments: [
            (["/no/such"], 127, "no such file"), (["/etc"], 126, "permission denied"),
        ])
    func failedStart(command: [String], code: Int, words: String) async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(command)
            spec.initProcess = .off
            let container = try await bench.executor.prepare(bench.order(spec))
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.start(container) }
            #expect(error?.code == .invalidJob && error?.exitCode == code)
            #expect(error?.message.contains(words) == true && error?.isOutage == false)
            #expect(try await bench.executor.inspect(container.id).state == .created)
            #expect(try await bench.executor.list(store: bench.store).map(\.id) == [container.id])
            try await bench.executor.remove(container.id)
            let containers = try await bench.containers()
            #expect(containers.isEmpty)
        }
    }

    @Test(
        "F41 under an init the same failure is the exit code of a container that ran",
        arguments: [
            (["/no/such"], 127), (["/etc"], 126),
        ])
    func failedCommandUnderInit(command: [String], code: Int) async throws {
        try await Bench.with { bench in
            let (inspection, log) = try await bench.run(bench.order(Bench.spec(command)))
            #expect(inspection.state == .exited(code: code, wasOutOfMemory: false))
            #expect(log.text(of: .stderr).contains(command[0]))
        }
    }

    @Test(
        "F41 other failed starts are final errors with the engine's words: no such user, no such mount",
        arguments: [
            "user", "mount",
        ])
    func failedStartOtherwise(what: String) async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["true"])
            if what == "user" { spec.user = "nobodyatall" }
            if what == "mount" { spec.mounts = [Mount(kind: .bind, source: "/no/such/thing", target: "/x")] }
            let order = bench.order(spec)
            let error = await #expect(throws: ExecutorError.self) { _ = try await bench.launch(order) }
            #expect(error?.isOutage == false)
            #expect(error?.message.contains(what == "user" ? "nobodyatall" : "/no/such/thing") == true)
        }
    }

    @Test("I2 an exited container is never run again, however often its start is asked for")
    func neverReruns() async throws {
        try await Bench.with { bench in
            let container = try await bench.executor.prepare(bench.order("sh", "-c", "echo once"))
            try await bench.executor.start(container)
            let ended = try await bench.ended(container.id)
            // As fresh as it claims to be, a start was sent before.
            try await bench.executor.start(container)
            try await bench.executor.start(PreparedContainer(id: container.id, isFresh: false))
            let again = try await bench.executor.inspect(container.id)
            #expect(again.startedAt == ended.startedAt)
            #expect(try await bench.log(container.id).text() == "once\n")
        }
    }

    @Test(
        "DOCK-06 an image that is not there is `imageNotFound`, an id as well",
        arguments: [
            "nope:1", "sha256:" + String(repeating: "0", count: 64),
        ])
    func missingImage(image: String) async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["true"])
            spec.image = image
            let order = bench.order(spec)
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(order) }
            #expect(error?.code == .imageNotFound)
            #expect(error?.message.contains(image) == true)
        }
    }

    @Test("DOCK-14 more memory or cores than the host has are `resource`, before any container exists")
    func resources() async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["true"])
            spec.limits.memory = .gigabytes(1 << 20)
            let order = bench.order(spec)
            let error = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(order) }
            #expect(error?.code == .resource)
            spec.limits = ResourceLimits(cpus: 900)
            let second = bench.order(spec)
            let cpus = await #expect(throws: ExecutorError.self) { try await bench.executor.prepare(second) }
            #expect(cpus?.code == .resource)
            let containers = try await bench.containers()
            #expect(containers.isEmpty)
        }
    }

    @Test("DOCK-05 F86 hostile text in arguments, variables and labels arrives as it is or is refused, never half")
    func hostileText() async throws {
        try await Bench.with { bench in
            let text = "\u{1b}[2J'\"$(id);\u{202e}\u{0}é\n".replacingOccurrences(of: "\u{0}", with: "")
            var spec = Bench.spec(["printf", "%s", text])
            spec.labels = ["x": text]
            let (inspection, log) = try await bench.run(bench.order(spec))
            #expect(log.bytes(of: .stdout) == Array(text.utf8))
            #expect(inspection.labels["x"] == text)
        }
    }
}
