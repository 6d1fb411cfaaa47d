import Foundation
import Testing

/// Templates, environments, `berth.yaml` and `berth apply`, used as people use them.
@Suite(.timeLimit(.minutes(5))) struct TemplateTests {
    static let image = CommandLab.image

    private func write(_ text: String, to name: String, _ lab: CommandLab) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(lab.root)/\(name)"))
    }

    @Test(
        "CMD-10 S17 what comes later wins: environment template, template, job; secrets reach the job and nobody else")
    func merges() async throws {
        try await CommandLab.with { lab in
            var lab = lab
            lab.environment["PASSWORD"] = "hush-hush"
            try await lab.check(
                "env", "add", "base", "-e", "A=env", "-e", "B=env", "-e", "C=env", "--secret", "PASSWORD")
            try await lab.check(
                "template", "add", "show", "-m", "64m", "--env-template", "base", "-e", "B=template", "-e",
                "C=template",
                "-l", "from=template", Self.image, "sh", "-c", "echo $A $B $C $PASSWORD")
            let run = try await lab.berth("run", "-q", "--template", "show", "-e", "C=job", "--priority", "70")
            #expect(run.standardOutput == "env template job hush-hush\n")
            let job = try await lab.check("show", "1", "--json")
            #expect(job.contains("\"template\" : \"show\""))
            #expect(job.contains("\"priority\" : 70"))
            #expect(job.contains("\"from\" : \"template\""))
            for words in [["show", "1"], ["env", "show", "base"], ["env", "export"], ["template", "export"]] {
                #expect(try await lab.berth(words).standardOutput.contains("hush-hush") == false)
            }
            #expect(
                try await lab.shell("grep -ac hush-hush $BERTH_STORE/berth.sqlite* || true").standardOutput
                    .split(separator: "\n").allSatisfy { $0.hasSuffix(":0") || $0 == "0" })
            // COMMAND alone is replaced, then IMAGE too.
            #expect(
                try await lab.berth("run", "-q", "--template", "show", "-", "echo", "other").standardOutput == "other\n"
            )
        }
    }

    @Test(
        "CMD-10 a template is edited by options and in the editor, exported and applied again; removal is refused in use"
    )
    func edits() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            var lab = lab
            try await lab.check("env", "add", "base", "-e", "A=1")
            try await lab.check("template", "add", "t", "-m", "64m", "--env-template", "base", Self.image, "true")
            try await lab.check("template", "edit", "t", "-m", "128m")
            #expect(try await lab.check("template", "show", "t").contains("memory: 128m"))
            try await lab.check("template", "edit", "t", "-e", "A=1", "-e", "B=2", "-v", "/a:/a", "--timeout", "1h")
            try await lab.check(
                "template", "edit", "t", "--unset", "env=A", "--unset", "timeout", "--unset", "volume", "-v", "/b:/b")
            let left = try await lab.check("template", "show", "t")
            #expect(left.contains("B=2") && left.contains("/b:/b"))
            for gone in ["A=1", "/a:/a", "timeout"] { #expect(!left.contains(gone), "\(left)") }
            for command in ["show", "edit", "remove"] {
                for kind in ["template", "env"] { #expect(try await lab.berth(kind, command, "none").code == 1) }
            }
            for nothing in ["env=A", "timeout", "nonsense"] {
                let refused = try await lab.berth("template", "edit", "t", "--unset", nothing)
                #expect(refused.code == 64 && refused.standardError.contains("--unset"), "\(refused.standardError)")
            }
            lab.environment["EDITOR"] = "sed -i s/128m/256m/"
            try await lab.check("template", "edit", "t")
            #expect(try await lab.check("template", "show", "t").contains("memory: 256m"))
            // An editor that writes nonsense, or nothing new, changes nothing.
            lab.environment["EDITOR"] = "sed -i s/256m/12x/"
            #expect(try await lab.berth("template", "edit", "t").code == 64)
            lab.environment["EDITOR"] = "true"
            #expect(try await lab.berth("template", "edit", "t").code == 1)
            #expect(try await lab.check("template", "show", "t").contains("memory: 256m"))

            let refused = try await lab.berth("env", "remove", "base")
            #expect(refused.code == 1)
            #expect(refused.standardError.contains("template 't' names it"))

            let export = try await lab.check("template", "export")
            try await lab.check("template", "remove", "t")
            try write(export, to: "export.yaml", lab)
            let path = lab.root + "/export.yaml"
            #expect(try await lab.check("apply", "-f", path, "--yes").contains("+ template t"))
            #expect(try await lab.check("template", "export") == export)
            #expect(try await lab.berth("template", "add", "t", Self.image).standardError.contains("already"))
        }
    }

    @Test("CMD-10 S17 a secret that the editor leaves as dots keeps its value; another one replaces it")
    func editsSecrets() async throws {
        try await CommandLab.with { lab in
            var lab = lab
            lab.environment["TOKEN"] = "first"
            try await lab.check("env", "add", "base", "--secret", "TOKEN", "-e", "PLAIN=1")
            lab.environment["EDITOR"] = "cp $HOME/edited"
            // The editor is given the file as its last word.
            lab.environment["EDITOR"] = "sh -c 'cp \"$1\" $HOME/seen; sed -i s/PLAIN=1/PLAIN=2/ \"$1\"' sh"
            try await lab.check("env", "edit", "base")
            let seen = try String(contentsOfFile: lab.root + "/seen", encoding: .utf8)
            #expect(!seen.contains("first"))
            let run = try await lab.berth(
                "run", "-q", "--env-template", "base", Self.image, "sh", "-c", "echo $TOKEN $PLAIN")
            #expect(run.standardOutput == "first 2\n")
            lab.environment["EDITOR"] = "sed -i 's/TOKEN=.*/TOKEN=second/'"
            try await lab.check("env", "edit", "base")
            let again = try await lab.berth(
                "run", "-q", "--env-template", "base", Self.image, "sh", "-c", "echo $TOKEN $PLAIN")
            #expect(again.standardOutput == "second 2\n")
            #expect(try await lab.check("env", "show", "base").contains("second") == false)
        }
    }

    @Test("CMD-10 a berth.yaml found upwards names a project's jobs")
    func project() async throws {
        try await CommandLab.with { lab in
            try write(
                """
                version: 1
                environments:
                  local: {variables: {WHO: project}}
                templates:
                  base: {image: \(Self.image), env-template: local}
                jobs:
                  build: {template: base, command: "sh -c 'echo $WHO $(cat /here/file)'", volume: ["./:/here:ro"]}
                """, to: "berth.yaml", lab)
            try write("beside\n", to: "file", lab)
            let run = try await lab.shell("mkdir -p $HOME/a/b && cd $HOME/a/b && $berth run -q -e WHO=me build")
            #expect(run.standardOutput == "me beside\n")
            #expect(try await lab.check("show", "1", "--json").contains("\"name\" : \"build\""))
            let other = try await lab.shell("cd $HOME/a && $berth run -q build echo instead")
            #expect(other.standardOutput == "instead\n")
            // An image that is no job's name is an image.
            let image = try await lab.shell("cd $HOME/a && $berth run -q \(Self.image) echo image")
            #expect(image.standardOutput == "image\n")
        }
    }

    @Test("CMD-10 QUEUE-14 apply shows a difference first, does it, and changes nothing the second time")
    func applies() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let text = """
                version: 1
                environments:
                  production: {variables: {A: "1", B: {secret: true, value: geheim}}}
                templates:
                  nightly: {image: some/image, command: [report, --all], memory: 1g, env-template: production}
                hosts:
                  sim: {kind: mock, slots: 3, labels: {gpu: "true"}, options: {failureRate: "0"}}
                jobs:
                  import: {template: nightly, host: sim, timeout: 2h, env: {C: "3"}}
                  other: {image: x, host: sim, hold: true}
                """
            try write(text, to: "all.yaml", lab)
            let path = lab.root + "/all.yaml"
            let dry = try await lab.check("apply", "-f", path, "--dry-run")
            #expect(dry.hasSuffix("5 to add, 0 to change, 0 as they are."))
            #expect(try await lab.check("template", "list", "--format", "ids").isEmpty)
            #expect(try await lab.berth("apply", "-f", path).standardError.contains("Nobody can be asked"))
            try await lab.check("apply", "-f", path, "--yes")
            try await lab.check("wait", "@import")
            #expect(
                try await lab.check("apply", "-f", path, "--yes").hasSuffix("0 to add, 0 to change, 5 as they are."))
            #expect(try await lab.check("list", "--all", "--format", "ids").split(separator: "\n").count == 2)

            try write(
                text.replacing("memory: 1g", with: "memory: 2g").replacing("geheim", with: "neu").replacing(
                    "slots: 3", with: "slots: 4"), to: "all.yaml", lab)
            let changed = try await lab.check("apply", "-f", path, "--yes")
            #expect(changed.contains("memory: 1g → 2g"))
            #expect(changed.contains("slots: 3 → 4"))
            #expect(changed.contains("B: another secret value"))
            #expect(!changed.contains("neu"))
            #expect(changed.hasSuffix("0 to add, 3 to change, 2 as they are."))
            #expect(try await lab.check("apply", "-f", path, "--yes").hasSuffix("5 as they are."))
        }
    }

    @Test("CMD-10 a file with ten mistakes gets ten sentences with their lines, and nothing is applied")
    func refuses() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try write(
                """
                version: 2
                enviroments: {}
                templates:
                  good: {image: fine}
                  bad name: {image: fine}
                  worse:
                    image: "BAD IMAGE"
                    memory: 12x
                    hold: maybe
                hosts:
                  far: {kind: quantum}
                jobs:
                  typo: {image: a, memry: 2g}
                  lost: {template: nowhere}
                  never:
                    image: a
                    timeout: 0
                """, to: "bad.yaml", lab)
            let result = try await lab.berth("apply", "-f", lab.root + "/bad.yaml", "--yes")
            #expect(result.code == 64)
            let lines = result.standardError.split(separator: "\n").compactMap { sentence in
                sentence.split(separator: "line ").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
            }
            #expect(lines == [1, 2, 5, 7, 8, 9, 11, 13, 14, 17])
            #expect(result.standardError.split(separator: "\n").allSatisfy { $0.hasSuffix(".") || $0.hasSuffix("?") })
            #expect(try await lab.berth("template", "list", "--format", "ids").standardOutput.isEmpty)
        }
    }

    @Test("CMD-10 names that there are not, and what no template can hold, are refused in words")
    func refusesWords() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            for (words, sentence) in [
                (["run", "-d", "--template", "nope"], "There is no template 'nope'"),
                (["run", "-d", "--env-template", "nope", "x"], "There is no environment 'nope'"),
                (["template", "add", "t", "--at", "18:30", "x"], "one single run"),
                (["template", "add", "t", "--template", "u", "x"], "cannot be built on another one"),
                (["template", "add", "t", "-m", "12x", "x"], "--memory"),
                (["template", "add", "t t", "x"], "NAME"),
                (["env", "add", "e", "-e", "1X=2"], "1X"),
                (["env", "show", "nope"], "There is no environment 'nope'"),
                (["apply", "-f", "/does/not/exist"], "does not exist"),
            ] {
                let result = try await lab.berth(words)
                #expect(result.code != 0, "\(words)")
                #expect(result.standardError.contains(sentence), "\(words): \(result.standardError)")
            }
        }
    }
}
