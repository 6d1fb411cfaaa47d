import Foundation
import Testing

/// Groups and schedules in `berth apply`, and a schedule that is replaced.
@Suite(.timeLimit(.minutes(5))) struct QueueManifestTests {
    private func write(_ text: String, _ lab: CommandLab) throws -> String {
        let path = lab.root + "/queue.yaml"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private static let manifest = """
        version: 1
        groups:
          gpu: {parallel: 2}
          later: {paused: true}
        schedules:
          nightly:
            cron: 30 2 * * mon-fri
            time-zone: Europe/Berlin
            keep: 7
            job: {image: "app:2", command: report --all, group: gpu, secret: [TOKEN]}
          often: {every: 10m, overlap: allow, job: {image: "app:2"}}
        jobs:
          sweep: {image: "app:2", command: [train, "{lr}"], matrix: {lr: "0.1,0.01"}, group: gpu, hold: true}
        """

    @Test(
        "CMD-10 QUEUE-11 QUEUE-12 QUEUE-13 groups, schedules and arrays of a file: twice the same, then only what differs"
    )
    func apply() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            var lab = lab
            lab.environment["TOKEN"] = "hunter2"
            let path = try write(Self.manifest, lab)
            try await lab.check("host", "add", "mock", "--kind", "mock")
            let first = try await lab.check("apply", "-f", path, "--yes", "--no-worker")
            #expect(first.contains("5 to add, 0 to change, 0 as they are."))
            #expect(!first.contains("hunter2"))
            let again = try await lab.check("apply", "-f", path, "--yes", "--no-worker")
            #expect(again.contains("0 to add, 0 to change, 5 as they are."), "\(again)")
            #expect(try await lab.check("group", "list").contains("paused"))
            #expect(try await lab.check("show", "1").contains("2, 2 to 3"))
            let before = try await lab.check("schedule", "show", "often")
            _ = try write(
                Self.manifest.replacing("parallel: 2", with: "parallel: 3").replacing("keep: 7", with: "keep: 9"), lab)
            lab.environment["TOKEN"] = "hunter3"
            let changed = try await lab.check("apply", "-f", path, "--yes", "--no-worker")
            for line in [
                "~ group gpu", "parallel: 2 → 3", "~ schedule nightly", "keep: 7 → 9", "TOKEN: another secret value",
            ] {
                #expect(changed.contains(line), "\(line) in \(changed)")
            }
            #expect(changed.contains("0 to add, 2 to change, 3 as they are."))
            #expect(!changed.contains("hunter3"))
            #expect(try await lab.check("schedule", "show", "often") == before)
        }
    }

    @Test("CMD-10 QUEUE-13 a schedule of a template: shown with it, applied twice the same, removed in words")
    func template() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            var lab = lab
            lab.environment["TOKEN"] = "hunter2"
            let manifest = """
                version: 1
                environments:
                  base: {variables: {A: "1"}}
                templates:
                  report: {image: "app:2", command: report --all, env-template: base}
                schedules:
                  nightly: {every: 1h, job: {template: report, secret: [TOKEN], env: {B: mine}}}
                """
            let path = try write(manifest, lab)
            try await lab.check("host", "add", "mock", "--kind", "mock")
            #expect(try await lab.check("apply", "-f", path, "--yes").contains("3 to add"))
            #expect(try await lab.check("apply", "-f", path, "--yes").contains("0 to add, 0 to change, 3 as they are."))
            // Another template is no other schedule, but another run.
            _ = try write(manifest.replacing("report --all", with: "report --some"), lab)
            let changed = try await lab.check("apply", "-f", path, "--yes")
            #expect(changed.contains("~ template report") && changed.contains("= schedule nightly"), "\(changed)")
            let number = try await lab.check("schedule", "run", "nightly", "--no-worker")
            let job = try await lab.check("show", number, "--json")
            #expect(job.contains("\"--some\"") && job.contains("\"template\" : \"report\""))
            lab.environment["TOKEN"] = "hunter3"
            let secret = try await lab.check("apply", "-f", path, "--yes")
            #expect(secret.contains("variable TOKEN: another secret value") && !secret.contains("hunter"), "\(secret)")
            let shown = try await lab.check("schedule", "show", "nightly")
            #expect(shown.contains("Template    report"))
            #expect(shown.contains("berth run --env B=mine --secret TOKEN --template report"), "\(shown)")
            let removed = try await lab.berth("template", "remove", "report")
            #expect(removed.code == 0)
            #expect(removed.standardError.contains("Schedule 'nightly' takes template 'report'"))
            #expect(
                try await lab.check("schedule", "list", "--format", "json").contains("There is no template 'report'"))
            #expect(try await lab.berth("schedule", "run", "nightly").code == 1)
            #expect(try await lab.berth("schedule", "add", "x", "--every", "1h", "--", "--template", "gone").code == 64)
        }
    }

    @Test("CMD-10 each mistake in groups and schedules is named with its line, and nothing is applied")
    func mistakes() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let path = try write(
                """
                version: 1
                groups:
                  gpu: {parallel: many}
                  cpu: {parallel: 0}
                schedules:
                  a:
                    cron: 61 * * * *
                    job: {image: "app:2"}
                  b: {every: 1h, overlap: maybe, job: {image: "app:2"}}
                  c: {every: 1h}
                  d: {every: 1h, cron: "@daily", job: {image: "app:2"}}
                  e: {evry: 1h, job: {image: "Bad:::"}}
                  f: {every: 1h, job: {image: "app:2", hold: true}}
                  g: {every: 1h, job: {image: "app:2", command: "{x}", matrix: {x: "1,2"}}}
                """, lab)
            let refused = try await lab.berth("apply", "-f", path, "--yes")
            #expect(refused.code == 64)
            for words in [
                "line 3: parallel must be a number", "line 4: parallel: 0 is out of range",
                "line 7: cron: '61' is no minute",
                "line 9: overlap: 'maybe' is not known", "line 10: Schedule 'c' has no job",
                "line 11: cron: It cannot be given together with --every", "line 12: 'evry' is not a key",
                "line 12: image:", "line 13: hold: It makes no sense", "line 14: matrix: A schedule runs one job",
            ] { #expect(refused.standardError.contains(words), "\(words) in \(refused.standardError)") }
            #expect(try await lab.berth("group", "list", "--format", "ids").standardOutput.isEmpty)
        }
    }

    @Test("QUEUE-13 a schedule is replaced with its pause and its past; only another rule moves its next due time")
    func replace() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock")
            try await lab.check("schedule", "add", "s", "--every", "1h", "--time-zone", "UTC", "--", "app:1")
            try await lab.check("schedule", "pause", "s")
            #expect(try await lab.berth("schedule", "add", "s", "--every", "1h", "--", "app:1").code == 1)
            let added = try await lab.check("schedule", "show", "s").split(separator: "\n").first {
                $0.hasPrefix("Added")
            }
            try await lab.check(
                "schedule", "add", "s", "--every", "1h", "--time-zone", "UTC", "--replace", "--", "app:2")
            let shown = try await lab.check("schedule", "show", "s")
            #expect(shown.contains("paused since"))
            #expect(shown.contains("app:2"))
            #expect(shown.contains(try #require(added)))
        }
    }
}
