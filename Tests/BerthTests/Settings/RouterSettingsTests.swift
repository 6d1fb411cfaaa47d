import JobCore
import Testing

@testable import berth

@Suite struct RouterSettingsTests {
    private func file(_ lines: String) throws -> SettingsFile {
        try SettingsFile.parse("version: 1\nrouter:\n" + lines, path: "x")
    }

    @Test("ROUTE-08 ROUTE-09 strategy, fallback and rules are read; without any there are none")
    func read() throws {
        let router = try file(
            """
              strategy: leastLoaded
              fallback: {docker: [mock]}
              rules:
                - name: big
                  when: {memory: 8g.., cpus: "..4", timeout: 1h..2h, gpus: true}
                  require: {region: eu}
                - name: ml
                  priority: 10
                  when: {job: "train-*", image: "registry/*", template: "t?", labels: {team: "ml-*"}}
                  prefer: {gpu: "true", executor: docker}
            """
        ).router
        #expect(router.strategy == .leastLoaded && router.fallback == [.docker: [.mock]])
        let (ml, big) = (router.policy.rules[0], router.policy.rules[1])
        #expect(ml.name == "ml" && ml.preferred == [HostTrait("gpu", "true"), HostTrait("executor", "docker")])
        #expect(ml.jobPattern == "train-*" && ml.imagePattern == "registry/*" && ml.templatePattern == "t?")
        #expect(ml.labelPatterns == ["team": "ml-*"])
        #expect(big.memory == RuleRange(from: .gigabytes(8)) && big.cpus == RuleRange(to: 4))
        #expect(big.timeout == RuleRange(from: .seconds(3600), to: .seconds(7200)) && big.gpus == true)
        #expect(big.required == [HostTrait("region", "eu")])
        #expect(try SettingsFile.parse("version: 1\n", path: "x").router.policy == RouterPolicy())
    }

    @Test(
        "ROUTE-08 a broken rule is refused when the file is read, with its line and what would be right",
        arguments: [
            ("  strategy: random", "weighted"), ("  fallback: {kubernetes: [mock]}", "docker"),
            ("  fallback: {docker: mock}", "must be a list, such as [mock]"),
            ("  rules: [{when: {memory: 8g..}, prefer: {gpu: 1}}]", "no name"),
            ("  rules: [{name: a, when: {memory: 8g..}}]", "asks for nothing"),
            ("  rules: [{name: a, if: {memory: 8g..}, prefer: {gpu: 1}}]", "'if' is not a key"),
            ("  rules: [{name: a, when: {ram: 8g..}, prefer: {gpu: 1}}]", "'ram' is not a key of 'when'"),
            ("  rules: [{name: a, when: {memory: 8g}, prefer: {gpu: 1}}]", "no range"),
            ("  rules: [{name: a, when: {cpus: many..}, prefer: {gpu: 1}}]", "number of cores"),
            ("  rules: [{name: a, when: {timeout: 2h..1h}, prefer: {gpu: 1}}]", "ends before it begins"),
            ("  rules: [{name: a, priority: high, prefer: {gpu: 1}}]", "priority"),
            ("  rules: [{name: a, require: {executor: lambda}}]", "docker or mock"),
            ("  rules: [{name: a, prefer: {gpu: 1}}, {name: a, prefer: {gpu: 2}}]", "two rules"),
        ])
    func broken(_ lines: String, _ part: String) throws {
        let error = try #require(throws: InvalidInput.self) { try file(lines) }
        #expect(error.description.contains(part), "\(error)")
        #expect(error.description.contains("line 3"), "\(error)")
    }
}
