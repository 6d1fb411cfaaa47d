import Foundation
import JobCore
import Testing

@testable import berth

/// Settings of hosts that are changed, taken away, imported and applied; no engine is needed.
@Suite(.timeLimit(.minutes(3))) struct HostSettingTests {
    @Test(
        "CMD-09 a name that is none is told before any of the other hosts is changed",
        arguments: [["drain"], ["activate"], ["deactivate"], ["remove"], ["remove", "--archive"]])
    func allOrNothing(verb: [String]) async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            for name in ["a", "b", "c"] { try await lab.check("host", "add", name, "--kind", "mock") }
            try await lab.check("host", "deactivate", "b")
            try await lab.check("host", "remove", "--archive", "c")
            let before = try await lab.check("host", "list", "--all")
            let refused = try await lab.berth(["host"] + verb + ["a", "b", "nosuch"])
            #expect(refused.code == 1 && refused.standardError.contains("There is no host 'nosuch'."))
            #expect(try await lab.check("host", "list", "--all") == before)
            // A name that stands there twice is one host.
            #expect(try await lab.berth(["host"] + verb + ["a", "b", "a"]).code == 0)
        }
    }

    @Test("CMD-09 what a host was given is taken away again: by --unset, options by an empty value, too")
    func unset() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check(
                "host", "add", "t", "--endpoint", "unix:///x", "--set", "timeout=30s", "--set", "maxRetries=1",
                "--label",
                "disk=ssd", "--label", "gpu=true", "--region", "eu", "--weight", "7", "--resource", "license=2")
            try await lab.check("host", "set", "t", "--set", "timeout=")
            try await lab.check(
                "host", "set", "t", "--unset", "option=maxRetries", "--unset", "label=disk", "--unset", "region",
                "--unset", "weight", "--unset", "resource", "--label", "new=yes")
            let shown = try await lab.check("host", "show", "t")
            #expect(shown.contains("gpu=true new=yes") && shown.contains("Weight      100"), "\(shown)")
            for gone in ["timeout", "maxRetries", "disk", "Region", "license"] { #expect(!shown.contains(gone)) }
            for (text, part) in [
                ("label=disk", "Host 't' has no 'label=disk'"), ("region", "has no 'region'"),
                ("endpoint", "no setting that can be taken away"), ("region=eu", "no setting that can be taken away"),
            ] {
                let refused = try await lab.berth("host", "set", "t", "--unset", text)
                #expect(refused.code == 64 && refused.standardError.contains(part), "\(refused.standardError)")
            }
        }
    }

    @Test("CMD-09 S20 a host that leaves TLS is told how to take its files out")
    func leavingTLS() async throws {
        var host = JobHost(name: "t", kind: .docker, endpoint: "tcp://h:2376")
        host.options = ["tls": "true", "tlsCA": "/ca.pem", "timeout": "3s"]
        try HostSettings.unset("tls", of: &host)
        #expect(host.options == ["timeout": "3s"])
        try await RemoteEngine.withDirectory { directory in
            let certificates = try await TestCertificates.make(in: directory + "/tls")
            try await CommandLab.with(hasEngine: false) { lab in
                try await lab.check(
                    "host", "add", "t", "--endpoint", "tcp://127.0.0.1:9", "--tls-ca", certificates.path("ca.pem"))
                let refused = try await lab.berth("host", "set", "t", "--endpoint", "unix:///x")
                #expect(refused.code == 64 && refused.standardError.contains("`berth host edit NAME --unset tls`"))
                try await lab.check("host", "set", "t", "--unset", "tls", "--endpoint", "unix:///x")
                let mixed = try await lab.berth(
                    "host", "add", "m", "--endpoint", "tcp://127.0.0.1:9", "--tls-cert",
                    certificates.path("client.pem"), "--tls-key", certificates.path("outsider-key.pem"))
                #expect(mixed.code == 64 && mixed.standardError.hasPrefix("berth: --tls-key: "))
                #expect(mixed.standardError.contains("is not the key of the certificate"), "\(mixed.standardError)")
            }
        }
    }

    @Test("CMD-10 what host add refuses of a host is refused with line and key before anything is applied")
    func manifest() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let path = lab.root + "/h.yaml"
            try """
            version: 1
            hosts:
              m0: {kind: mock}
              m1:
                kind: mock
                options:
                  duration: 1s
                  failureRate: 7
              m2: {kind: mock, endpoint: "unix:///x"}
              d0: {}
              d1: {endpoint: "ssh://-oX=y"}
              d2:
                weight: 3
                endpoint: "tcp://10.255.255.1:2375"
              d3: {endpoint: "unix:///x", weight: 2000}
              d4: {endpoint: "tcp://h", options: {tlsCA: /nowhere.pem}}
            """.write(toFile: path, atomically: true, encoding: .utf8)
            for flag in ["--yes", "--dry-run"] {
                let refused = try await lab.berth("apply", "-f", path, flag)
                let lines = refused.standardError.split(separator: "\n")
                let starts = [
                    "line 8: failureRate: ", "line 9: endpoint: ", "line 10: endpoint: ", "line 11: endpoint: ",
                    "line 14: endpoint: ", "line 15: weight: 2000", "line 16: tlsCA: There is no file",
                ]
                #expect(refused.code == 64 && lines.count == starts.count, "\(refused.standardError)")
                for (line, start) in zip(lines, starts) { #expect(line.contains(start)) }
                #expect(refused.standardOutput.isEmpty)
            }
            #expect(try await lab.check("host", "list", "--format", "ids").isEmpty)
            // A host that is there keeps the endpoint that the file does not name.
            try await lab.check("host", "add", "d0", "--endpoint", "unix:///x")
            try "version: 1\nhosts:\n  d0: {weight: 7}\n".write(toFile: path, atomically: true, encoding: .utf8)
            try await lab.check("apply", "-f", path, "--yes")
            #expect(try await lab.check("host", "show", "d0").contains("unix:///x"))
        }
    }

    @Test("CMD-09 S20 a context without encryption is marked, and the import says which command takes it")
    func plainContext() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let folder = lab.root + "/.docker/contexts/meta/plain-hash"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try #"{"Name":"plain","Endpoints":{"docker":{"Host":"tcp://10.255.255.1:2375"}}}"#
                .write(toFile: folder + "/meta.json", atomically: true, encoding: .utf8)
            #expect(try await lab.check("host", "import").contains("not encrypted: add it with --plaintext"))
            let refused = try await lab.berth("host", "import", "--all")
            #expect(refused.code == 1)
            #expect(refused.standardError.contains("berth host add plain --context 'plain' --plaintext"))
        }
    }

    @Test("CMD-09 a job for an archived host is told how to bring it back")
    func archived() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            for name in ["a", "b"] { try await lab.check("host", "add", name, "--kind", "mock") }
            try await lab.check("host", "remove", "--archive", "a")
            let refused = try await lab.berth("run", "-d", "--no-worker", "--host", "a", "i")
            #expect(refused.code == 64)
            #expect(refused.standardError.contains("Host 'a' is archived. `berth host activate a` brings it back."))
        }
    }

    @Test("MOCK-10 who adds a mock beside other hosts is told that jobs may be drawn there")
    func mockBeside() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let alone = try await lab.berth("host", "add", "m", "--kind", "mock")
            #expect(alone.code == 0 && alone.standardError.isEmpty)
            try await lab.check("host", "add", "near", "--endpoint", "unix:///x")
            let beside = try await lab.berth("host", "add", "try", "--kind", "mock")
            #expect(beside.code == 0 && beside.standardError.contains("Nothing is executed on 'try'"))
            // What it says is true.
            let path = lab.root + "/c.yaml"
            try "version: 1\nrouter: {rules: [{name: real, require: {executor: docker}}]}\n"
                .write(toFile: path, atomically: true, encoding: .utf8)
            let variables = ["BERTH_CONFIG": path]
            let kept = try await lab.berth(["route", "--dry-run", "i"], variables: variables)
            #expect(kept.standardOutput.contains("rule 'real' asks for executor 'docker'"), "\(kept.standardOutput)")
            let meant = try await lab.berth(["route", "--dry-run", "--executor", "mock", "i"], variables: variables)
            #expect(meant.code == 0 && meant.standardOutput.contains("It would run on host"), "\(meant.standardOutput)")
        }
    }

    @Test("CMD-09 the moment at which a lost host is asked again is told only while it is to come")
    func askedAgain() {
        let now = Date(timeIntervalSince1970: 1_000_000)
        var host = JobHost(name: "h", kind: .docker)
        host.condition = HostCondition(
            state: .lost(since: now, retryAt: now.addingTimeInterval(2)), reason: "gone", checkedAt: now)
        #expect(HostText.state(host, now: now.addingTimeInterval(1)).contains(", asked again at "))
        #expect(!HostText.state(host, now: now.addingTimeInterval(3)).contains("again"))
    }
}
