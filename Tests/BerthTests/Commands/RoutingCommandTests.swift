import Foundation
import Testing

@Suite("Routing at the command line", .timeLimit(.minutes(5)))
struct RoutingCommandTests {
    /// A store with two simulated hosts, `small` and `large`, and no worker.
    private func withHosts(_ body: (CommandLab) async throws -> Void) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check(
                "host", "add", "small", "--executor", "mock", "--set", "cores=1", "--set", "memory=512m", "--region",
                "eu")
            try await lab.check(
                "host", "add", "large", "--executor", "mock", "--set", "cores=8", "--set", "memory=16g", "--gpus", "2",
                "--resource", "license=1", "--label", "gpu=true", "--weight", "1000")
            try await body(lab)
        }
    }

    @Test("ROUTE-15 route --dry-run shows the decision and the rejected hosts, and changes nothing")
    func route() async throws {
        try await withHosts { lab in
            let before = try await lab.check("events", "--format", "json")
            let shown = try await lab.check("route", "--dry-run", "-m", "2g", "--gpus", "1", "app:2", "go")
            #expect(shown.contains("It would run on host 'large': the only host that fits."))
            #expect(shown.contains("Not on\n  small  2 GB of memory asked for, 512 MB of 512 MB free"))
            let preferred = try await lab.check("route", "--dry-run", "--prefer", "region=eu", "app:2")
            #expect(preferred.contains("'small': as preferred: region=eu") && preferred.contains("large  fits, but"))
            let json = try await lab.check("route", "--dry-run", "--json", "--require", "gpu=true", "app:2")
            #expect(json.contains(#""host" : "large""#) && json.contains(#""isHopeless" : false"#))
            let never = try await lab.berth("route", "--dry-run", "-m", "64g", "app:2")
            #expect(never.code == 1 && never.standardOutput.contains("It would wait for ever: large: 64 GB of memory"))
            #expect(try await lab.check("events", "--format", "json") == before)
            #expect(try await lab.check("list", "--all", "--format", "ids").isEmpty)
        }
    }

    @Test("ROUTE-10 a job that no host could ever take is warned about, and refused with --wait never")
    func never() async throws {
        try await withHosts { lab in
            let warned = try await lab.berth("run", "-d", "--no-worker", "--region", "mars", "app:2")
            #expect(warned.code == 0)
            #expect(warned.standardError.contains("No host can take this job as it is: no host has region 'mars'."))
            let refused = try await lab.berth("run", "-d", "--no-worker", "--wait", "never", "-m", "64g", "app:2")
            #expect(refused.code == 125)
            #expect(
                refused.standardError.contains("Nothing was submitted")
                    && refused.standardError.contains("64 GB of memory"))
            let fine = try await lab.berth("run", "-d", "--no-worker", "--wait", "never", "--gpus", "2", "app:2")
            #expect(fine.code == 0 && fine.standardError.isEmpty)
            #expect(try await lab.check("list", "--all", "--format", "ids").split(separator: "\n").count == 2)
        }
    }

    @Test("ROUTE-09 ROUTE-03 BASE-09 BASE-11 show, host show and status tell why not there, and what is taken")
    func shown() async throws {
        try await withHosts { lab in
            try await lab.check(
                "run", "-d", "--no-worker", "--gpus", "1", "--resource", "license=1", "-m", "4g", "-e",
                "MOCK_DURATION=60s", "app:2")
            try await lab.check("run", "-d", "--resource", "license=1", "app:2")
            try await lab.wait(for: "1", status: "running")
            try await eventually("job 2 says why it waits") {
                try await lab.check("show", "2").contains("large  1 of 'license' asked for, 0 of 1 free")
            }
            let first = try await lab.check("show", "1")
            #expect(first.contains("gpus 1, got 0; license=1"), "\(first)")
            #expect(first.contains("Not on\n  small  4 GB of memory asked for"), "\(first)")
            #expect(try await lab.check("show", "1", "--json").contains(#""reason" : "4 GB of memory asked for"#))
            let host = try await lab.check("host", "show", "large", "--metrics")
            #expect(host.contains("memory 4 GB of 16 GB (25 %)") && host.contains("GPUs 1 of 2 (50 %)"), "\(host)")
            #expect(host.contains("license 1 of 1 (100 %)") && host.contains("1 free; 0 in use"), "\(host)")
            let list = try await lab.check("host", "list")
            #expect(list.contains("25 %") && list.contains("1/2"), "\(list)")
            let status = try await lab.check("status", "--capacity")
            #expect(status.firstMatch(of: /mock +2 +20 +1 +19 +5 %/) != nil, "\(status)")
            try await lab.check("cancel", "--kill", "1")
            try await lab.wait(for: "2", status: "completed")
            try await lab.check("worker", "stop")
            try await eventually("the worker has ended") { try await lab.berth("worker", "status").code == 1 }
            let metrics = try await lab.check("host", "show", "large", "--metrics")
            #expect(metrics.contains("Launched    2") && metrics.contains("P95"), "\(metrics)")
            #expect(metrics.firstMatch(of: /create +2\s/) != nil, "\(metrics)")
        }
    }

    @Test("ROUTE-08 a rule of the configuration sends jobs; config check refuses a broken one")
    func rule() async throws {
        try await withHosts { lab in
            let path = lab.root + "/config.yaml"
            try "version: 1\nrouter: {rules: [{name: gpu, when: {job: 'train*'}, require: {gpu: 'true'}}]}\n"
                .write(toFile: path, atomically: true, encoding: .utf8)
            let variables = ["BERTH_CONFIG": path]
            let shown = try await lab.berth(["route", "--dry-run", "--name", "train-1", "app:2"], variables: variables)
            #expect(shown.standardOutput.contains("'large': by rule 'gpu': the only host that fits"))
            #expect(
                try await lab.berth(["config", "show"], variables: variables).standardOutput.contains("router.rules"))
            try "version: 1\nrouter: {rules: [{name: gpu, where: x}]}\n"
                .write(toFile: path, atomically: true, encoding: .utf8)
            let broken = try await lab.berth(["config", "check"], variables: variables)
            #expect(broken.code != 0 && broken.standardError.contains("'where' is not a key"))
        }
    }

    @Test("MOCK-02 MOCK-10 BASE-06 settings of a host are read from files and options; each bad one is one sentence")
    func settings() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let path = lab.root + "/mock.conf"
            try "# slow and unreliable\nduration=1s..5s\nfailureRate=0.5\n".write(
                toFile: path, atomically: true, encoding: .utf8)
            try await lab.check(
                "host", "add", "m", "--executor", "mock", "--set-file", path, "--set", "failureRate=0.1")
            let shown = try await lab.check("host", "show", "m")
            #expect(shown.contains("duration=1s..5s failureRate=0.1"))
            for (arguments, part) in [
                (["--set", "failureRate=1.5"], "0 to 1"), (["--set", "oomRate=-1"], "0 to 1"),
                (["--set", "bogus=1"], "is no option"), (["--weight", "0"], "1 to 1000"),
                (["--weight", "1001"], "1 to 1000"), (["--gpus", "0"], "none"), (["--gpus", "0,0"], "twice"),
                (["--gpus", "a b"], "no GPU"), (["--resource", "license"], "license=1"),
                (["--resource", "license=-1"], "1000000"), (["--set-file", "/nowhere"], "cannot be read"),
            ] {
                let refused = try await lab.berth(["host", "edit", "m"] + arguments)
                #expect(
                    refused.code == 64 && refused.standardError.contains(part), "\(arguments): \(refused.standardError)"
                )
                #expect(refused.standardError.split(separator: "\n").count == 1)
            }
            for (arguments, part) in [
                (["--require", "gpu"], "name=value"), (["--prefer", "executor=x"], "docker or mock"),
                (["--region", "eu", "--require", "region=us"], "both"), (["--resource", "license=0"], "1 to 1000000"),
                (["--gpus", "device=0,0"], "no GPUs"), (["--wait", "sometimes"], "always or never"),
            ] {
                let refused = try await lab.berth(["run", "-d", "--no-worker"] + arguments + ["app:2"])
                #expect(
                    refused.code == 64 && refused.standardError.contains(part), "\(arguments): \(refused.standardError)"
                )
            }
        }
    }
}
