import ConsoleUI
import JobCore
import Testing

@testable import berth

@Suite struct SettingsFileTests {
    @Test("the console's keys, preset and theme are read; clashes are named, and a person's keys win over the preset")
    func console() throws {
        let file = try SettingsFile.parse(
            """
            version: 1
            console:
              theme: light
              preset: k9s
              keys:
                cancelJob: [X, ctrl-x]
                sort: X
            """, path: "x")
        let (table, clashes) = file.console.keyTable
        let scopes: [KeyScope] = [.jobs, .actions, .panes, .everywhere, .always]
        #expect(table.command(for: .control("x"), in: scopes) == .cancelJob)
        #expect(table.command(for: .control("d"), in: scopes) == .deleteJob)
        #expect(clashes == ["'X' is both 'sort' and 'cancelJob'."])
        #expect(file.console.isLight([:]))
        #expect(ConsoleSettingsSection().isLight(["COLORFGBG": "0;15"]))
        #expect(!ConsoleSettingsSection().isLight(["COLORFGBG": "15;0"]) && !ConsoleSettingsSection().isLight([:]))
    }

    @Test(
        "what cannot be a key is refused with its line",
        arguments: ["cancelJob: ctrl-i", "cancelJob: [a, b, c]", "cancelJobs: a", "yes: a", "sort: []"])
    func refusedKeys(line: String) throws {
        let error = try #require(throws: InvalidInput.self) {
            try SettingsFile.parse("version: 1\nconsole:\n  keys:\n    \(line)\n", path: "x")
        }
        #expect(error.description.contains("line 4"))
    }

    @Test("CMD-02 every key of the configuration file is read (decisions 22)")
    func readsAll() throws {
        let file = try SettingsFile.parse(
            """
            version: 1
            defaults:
              priority: 70
              timeout: 2h
              retry: aggressive
              memory: 512m
              cpus: 1.5
              pidsLimit: 100
              pull: never
            hosts:
              allow: [privileged, hostNetwork]
            worker:
              maxConcurrent: 4
              shutdownTimeout: 1m
              idleExit: 30s
            queue:
            router: {}
            retention:
              logHead: 1m
              logTail: 2m
              logTotal: 3g
            """, path: "x")
        #expect(
            file.defaults
                == .init(
                    priority: 70, timeout: .seconds(7200), retry: .aggressive, memory: .megabytes(512), cpus: 1.5,
                    pidsLimit: 100, pull: .never))
        #expect(file.safety == SafetyPolicy(allowing: [.privileged, .hostNetwork]))
        #expect(file.worker == .init(maxConcurrent: 4, shutdownTimeout: .seconds(60), idleExit: .seconds(30)))
        #expect(
            file.retention == .init(logHead: .megabytes(1), logTail: .megabytes(2), logTotal: .gigabytes(3)))
    }

    @Test(
        "CMD-02 a mistake is told with file and line (decisions 22)",
        arguments: [
            ("version: 1\nworkers:\n  a: 1", "line 2"), ("version: 1\nworker:\n  maxconcurrent: 4", "line 3"),
            ("version: 2", "line 1"), ("version: 1\nhosts:\n  allow: [everything]", "line 3"),
            ("version: 1\ndefaults:\n  timeout: soon", "line 3"), ("version: 1\nworker: 5", "line 2"),
            ("version: 1\nworker:\n  maxConcurrent: 0", "line 3"), ("version: 1\nqueue:\n  a: 1", "line 3"),
            ("version: 1\nworker:\n  idleExit: 1s\n  idleExit: 2s", "idleExit"), ("a: [1", "not YAML"),
            ("worker:\n  maxConcurrent: 4", "version: 1"), ("- a", "line 1"),
        ])
    func refuses(text: String, hint: String) throws {
        let error = try #require(throws: InvalidInput.self) { try SettingsFile.parse(text, path: "/etc/c.yaml") }
        #expect(error.message.contains(hint))
        #expect(error.message.contains("'/etc/c.yaml'"))
    }

    @Test("CMD-02 an empty file is one without settings")
    func empty() throws {
        #expect(try SettingsFile.parse("", path: "x") == SettingsFile())
        #expect(try SettingsFile.parse("# nothing\n", path: "x") == SettingsFile())
    }

    @Test("CMD-02 flag, then environment, then the XDG directory name store and file (decisions 22)")
    func places() throws {
        let plain = try Settings.load(store: nil, configuration: nil, environment: ["HOME": "/nowhere"])
        #expect(plain.storePath == "/nowhere/.local/share/berth")
        #expect(plain.configurationPath == "/nowhere/.config/berth/config.yaml")
        let variables = ["HOME": "/nowhere", "XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "relative", "BERTH_STORE": ""]
        let directories = try Settings.load(store: nil, configuration: nil, environment: variables)
        #expect(directories.storePath == "/d/berth")
        #expect(directories.configurationPath == "/nowhere/.config/berth/config.yaml")
        let named = try Settings.load(
            store: "/flag", configuration: nil, environment: ["HOME": "/nowhere", "BERTH_STORE": "/variable"])
        #expect(named.storePath == "/flag")
        #expect(throws: InvalidInput.self) {
            try Settings.load(store: nil, configuration: "/nowhere/c.yaml", environment: ["HOME": "/nowhere"])
        }
    }
}
