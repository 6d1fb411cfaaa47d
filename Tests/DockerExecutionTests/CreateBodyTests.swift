import Foundation
import JobCore
import JobEngine
import NIOCore
import Testing

@testable import DockerExecution

struct CreateBodyTests {
    private func json(
        _ spec: JobSpec, dialect: Dialect = .docker, initProcess: Bool = false, gpus: DeviceInterfaceGPUs? = nil
    ) throws -> [String: Any] {
        let id = AttemptID(job: JobNumber(42), number: 3)
        let order = LaunchOrder(
            spec: spec,
            identity: ContainerIdentity(
                store: StoreID(try #require(UUID(uuidString: "6F9619FF-8B86-D011-B42D-00C04FC964FF"))), attempt: id,
                token: 9, worker: WorkerID(), deadlineInSeconds: 3_600),
            containerName: "berth-x", jobName: "nightly")
        let body = try JSONGate.encode(CreateBody(order, dialect: dialect, initProcess: initProcess, gpus: gpus))
        return try #require(try JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any])
    }

    private func host(_ spec: JobSpec, gpus: DeviceInterfaceGPUs? = nil) throws -> [String: Any] {
        try #require(try json(spec, gpus: gpus)["HostConfig"] as? [String: Any])
    }

    @Test(
        "DOCK-03 GPU by captured request: all, a count, devices",
        arguments: [
            ("all", #"{"Capabilities":[["gpu"]],"Count":-1}"#), ("2", #"{"Capabilities":[["gpu"]],"Count":2}"#),
            ("device=0,GPU-x", #"{"Capabilities":[["gpu"]],"DeviceIDs":["0","GPU-x"]}"#),
        ])
    func gpu(text: String, expected: String) throws {
        var spec = JobSpec(image: "a")
        spec.limits.gpus = text
        let requests = try #require(try host(spec)["DeviceRequests"] as? [Any])
        let data = try JSONSerialization.data(withJSONObject: requests[0], options: .sortedKeys)
        #expect(String(decoding: data, as: UTF8.self) == expected)
    }

    @Test(
        "DOCK-03 BASE-13 GPUs of an engine without nvidia's runtime, by the Engine API's description and no real GPU",
        arguments: [
            ("all", ["nvidia.com/gpu=all"]), ("2", ["nvidia.com/gpu=0", "nvidia.com/gpu=1"]),
            ("3", ["nvidia.com/gpu=0", "nvidia.com/gpu=1", "nvidia.com/gpu=2"]),
            ("device=1,GPU-x", ["nvidia.com/gpu=1", "nvidia.com/gpu=GPU-x"]),
        ])
    func namedGPUs(text: String, expected: [String]) throws {
        let names = ["1", "0", "GPU-x", "all"].map { #"{"Source":"cdi","ID":"nvidia.com/gpu=\#($0)"}"# }
        let devices = #"{"Source":"cdi","ID":"vendor.com/net=0"},"# + names.joined(separator: ",")
        func information(_ runtimes: String) throws -> WireInformation {
            let text = #"{"CDISpecDirs":["/etc/cdi"],"Runtimes":{\#(runtimes)},"DiscoveredDevices":[\#(devices)]}"#
            return try JSONDecoder().decode(WireInformation.self, from: Data(text.utf8))
        }
        let plain = try information(#""runc":{}"#)
        #expect(DockerExecutor.capabilities(of: plain).contains(.gpu))
        #expect(DeviceInterfaceGPUs(try information(#""nvidia":{}"#)) == nil)
        var spec = JobSpec(image: "a")
        spec.limits.gpus = text
        let gpus = try #require(DeviceInterfaceGPUs(plain))
        let requests = try #require(try host(spec, gpus: gpus)["DeviceRequests"] as? [[String: Any]])
        #expect(requests.count == 1 && requests[0]["Driver"] as? String == "cdi")
        #expect(requests[0]["DeviceIDs"] as? [String] == expected)
        #expect(requests[0].count == 2)
    }

    @Test("DOCK-03 hard memory is memory with equal swap; cores are nanoseconds of CPU")
    func limits() throws {
        var spec = JobSpec(image: "a")
        spec.limits = ResourceLimits(memory: .megabytes(64), cpus: 1.5, pids: 7, sharedMemory: .megabytes(1))
        let host = try host(spec)
        #expect(host["Memory"] as? Int == 67_108_864 && host["MemorySwap"] as? Int == 67_108_864)
        #expect(host["NanoCpus"] as? Int == 1_500_000_000)
        #expect(host["PidsLimit"] as? Int == 7 && host["ShmSize"] as? Int == 1_048_576)
    }

    @Test("F47 F30 never auto-removed, never restarted, a log driver without rotation or loss, whatever the job says")
    func fixedSettings() throws {
        let host = try host(JobSpec(image: "a"))
        #expect(host["AutoRemove"] as? Bool == false)
        #expect((host["RestartPolicy"] as? [String: String]) == ["Name": "no"])
        let logging = try #require(host["LogConfig"] as? [String: Any])
        #expect(logging["Type"] as? String == "json-file")
        #expect(logging["Config"] as? [String: String] == ["max-size": "1000t", "mode": "blocking"])
    }

    @Test("DOCK-07 every container carries store, job, attempt, token, worker, deadline, digest and name")
    func labels() throws {
        var spec = JobSpec(image: "a")
        spec.labels = ["team": "x"]
        let labels = try #require(try json(spec)["Labels"] as? [String: String])
        #expect(labels["berth.store"] == "6f9619ff-8b86-d011-b42d-00c04fc964ff")
        #expect(labels["berth.job"] == "42" && labels["berth.attempt"] == "3" && labels["berth.token"] == "9")
        #expect(labels["berth.deadline"] == "3600" && labels["berth.name"] == "nightly")
        #expect(labels["team"] == "x" && labels["berth.worker"] != nil && labels["berth.spec"]?.count == 32)
        #expect(IdentityLabels(labels).attempt == AttemptID(job: JobNumber(42), number: 3))
    }

    @Test("DOCK-04 a field that is not set is not sent, so that the engine's or image's default holds")
    func absentFields() throws {
        let body = try json(JobSpec(image: "a"))
        for key in [
            "Cmd", "Entrypoint", "WorkingDir", "User", "Hostname", "StopSignal", "ExposedPorts", "NetworkingConfig",
        ] {
            #expect(body[key] == nil)
        }
        let host = try host(JobSpec(image: "a"))
        for key in [
            "Memory", "NanoCpus", "Tmpfs", "Mounts", "Devices", "DeviceRequests", "CapAdd", "NetworkMode", "Dns",
        ] {
            #expect(host[key] == nil)
        }
    }

    @Test(
        "DOCK-04 every field of a specification changes the request, so that none is silently ignored",
        arguments: changes)
    func everyField(change: Change) throws {
        var spec = JobSpec(image: "a")
        change.apply(&spec)
        let before = try JSONSerialization.data(withJSONObject: try json(JobSpec(image: "a")), options: .sortedKeys)
        let after = try JSONSerialization.data(withJSONObject: try json(spec), options: .sortedKeys)
        #expect(before != after)
    }

    @Test("DOCK-04 the list of fields above is the whole specification")
    func allFieldsAreTried() {
        // `platform` is a parameter of the call, `pullPolicy` and `initProcess` are decided before it.
        let tried = Set(Self.changes.map(\.field)).union(["platform", "pullPolicy", "initProcess"])
        let all = Set(Mirror(reflecting: JobSpec(image: "a")).children.compactMap(\.label))
        #expect(tried == all)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let field: String
        let apply: @Sendable (inout JobSpec) -> Void
        var testDescription: String { field }
    }

    static let changes: [Change] = [
        Change(field: "image") { $0.image = "b" },
        Change(field: "command") { $0.command = ["x"] },
        Change(field: "entrypoint") { $0.entrypoint = [] },
        Change(field: "environment") { $0.environment = [EnvironmentVariable(name: "A", value: "1")] },
        Change(field: "workingDirectory") { $0.workingDirectory = "/w" },
        Change(field: "user") { $0.user = "1:1" },
        Change(field: "hostname") { $0.hostname = "h" },
        Change(field: "labels") { $0.labels = ["a": "b"] },
        Change(field: "limits") { $0.limits.pids = 3 },
        Change(field: "mounts") { $0.mounts = [Mount(kind: .volume, source: "v", target: "/v")] },
        Change(field: "tmpfs") { $0.tmpfs = ["/t": "size=1m"] },
        Change(field: "isRootReadOnly") { $0.isRootReadOnly = true },
        Change(field: "networks") { $0.networks = [NetworkAttachment(name: "n", aliases: ["a"])] },
        Change(field: "extraHosts") { $0.extraHosts = ["a:1.2.3.4"] },
        Change(field: "dns") { $0.dns = ["1.1.1.1"] },
        Change(field: "ports") { $0.ports = [PortBinding(containerPort: 80)] },
        Change(field: "devices") { $0.devices = [DeviceMapping(hostPath: "/dev/x", containerPath: "/dev/x")] },
        Change(field: "ulimits") { $0.ulimits = [Ulimit(name: "nofile", soft: 9, hard: 9)] },
        Change(field: "addedCapabilities") { $0.addedCapabilities = ["NET_ADMIN"] },
        Change(field: "droppedCapabilities") { $0.droppedCapabilities = ["ALL"] },
        Change(field: "isPrivileged") { $0.isPrivileged = true },
        Change(field: "stopSignal") { $0.stopSignal = "SIGINT" },
        Change(field: "stopGrace") { $0.stopGrace = .seconds(3) },
        Change(field: "hasTerminal") { $0.hasTerminal = true },
        Change(field: "takesInput") { $0.takesInput = true },
    ]
}
