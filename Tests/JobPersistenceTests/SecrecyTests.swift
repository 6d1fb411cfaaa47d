import Foundation
import GRDB
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

struct SecrecyTests {
    private let secret = "hunter2-\(UUID().uuidString)"

    private func draft() -> JobDraft {
        .plain {
            $0.spec.environment = [
                EnvironmentVariable(name: "PLAIN", value: "visible-value"),
                EnvironmentVariable(name: "DB_PASSWORD", value: secret, isSecret: true),
            ]
        }
    }

    private func contains(_ text: String, in directory: String) throws -> Bool {
        let wanted = Data(text.utf8)
        for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            if let data = FileManager.default.contents(atPath: "\(directory)/\(name)"), data.range(of: wanted) != nil {
                return true
            }
        }
        return false
    }

    @Test("S17 I24 a secret stands nowhere in the store's files, is read back only for a launch, and never listed")
    func sealed() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let job = try await store.submit([draft()], actor: "kim")[0]
            #expect(try contains("visible-value", in: context.directory.path))
            #expect(try !contains(secret, in: context.directory.path))
            #expect(try !contains(Data(secret.utf8).base64EncodedString(), in: context.directory.path))
            for read in [
                job, try await store.job(.number(job.number)), try await store.jobs(JobQuery()).jobs[0],
                try await store.claimable(limit: 1, now: Date())[0],
            ] {
                #expect(read.spec.environment.map(\.value) == ["visible-value", ""])
            }
            let live = try #require(try await store.claimOne(job.number))
            #expect(live.job.spec.environment[1].value == secret)
            let other = try await context.another()
            #expect(try await other.liveAttempts()[0].job.spec.environment[1].value == secret)
            #expect(try await other.draft(repeating: job.number).spec.environment[1].value == secret)
            await other.close()
            try await store.finish(live)
            try await store.delete(job.number, actor: "kim")
            #expect(try !contains(secret, in: context.root))
        }
    }

    @Test("QUEUE-13 I24 the secret of a schedule is sealed as well, shown nowhere, and there for each run")
    func schedule() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            var schedule = Schedule(
                name: "nightly", rule: .every(.seconds(60)), zone: .gmt, draft: draft(), createdAt: Date())
            schedule.nextAt = Date()
            try await store.addSchedule(schedule, isReplacing: false, actor: "kim")
            #expect(try await store.submitDue(now: Date()) == 1)
            #expect(try contains("visible-value", in: context.directory.path))
            #expect(try !contains(secret, in: context.directory.path))
            #expect(try !contains(Data(secret.utf8).base64EncodedString(), in: context.directory.path))
            #expect(try await store.schedules()[0].draft.spec.environment.map(\.value) == ["visible-value", ""])
            let job = try await store.jobs(JobQuery()).jobs[0]
            #expect(try #require(try await store.claimOne(job.number)).job.spec.environment[1].value == secret)
        }
    }

    @Test("CMD-10 I24 what a schedule took from an environment for its templates is sealed, and there for each run")
    func scheduleOfTemplate() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let template = JobTemplate(name: "t", request: RunRequest(words: ["busybox", "true"]))
            try await store.save(template, mode: .adding, actor: "kim")
            var request = RunRequest()
            (request[.template], request[.secret], request[.environmentFile]) = (["t"], ["TOKEN"], ["/etc/env"])
            let builder = DraftBuilder(
                defaults: JobDefaults(), variable: { _ in secret }, workingDirectory: "/w", home: "/h", now: Date(),
                library: TemplateLibrary(templates: [template]), readFile: { _ in Array("FILE=\(secret)\n".utf8) })
            let (draft, source) = try builder.recurring(request, safety: SafetyPolicy())
            var schedule = Schedule(
                name: "nightly", rule: .every(.seconds(60)), zone: .gmt, draft: draft, source: source,
                createdAt: Date())
            schedule.nextAt = Date()
            try await store.addSchedule(schedule, isReplacing: false, actor: "kim")
            #expect(try await store.scheduleDefinition("nightly")?.source == source)
            #expect(try await store.submitDue(now: Date()) == 1)
            let job = try await store.jobs(JobQuery()).jobs[0]
            let live = try #require(try await store.claimOne(job.number))
            #expect(live.job.spec.environment.map(\.value) == [secret, secret])
            // The file's line is a plain variable of the job, as `berth run` has it: only the schedule itself is looked at.
            let rows = try await RawDatabase(context.directory.databasePath).queue.read { db in
                try String.fetchAll(db, sql: "SELECT request || definition FROM schedule")
            }
            #expect(rows.count == 1 && !rows[0].contains(secret) && rows[0].contains("TOKEN"))
            #expect(!rows[0].contains(Data(secret.utf8).base64EncodedString()))
        }
    }

    @Test("S17 S21 without the key, with another, or with one that others can read, a secret is refused in words")
    func wrongKey() async throws {
        try await withStore { context in
            let job = try await context.store.submit([draft()], actor: "kim")[0]
            let keyPath = context.store.keyPath
            let key = try Data(contentsOf: URL(fileURLWithPath: keyPath))
            unlink(keyPath)
            let withoutKey = try await context.another()
            #expect(try await withoutKey.job(.number(job.number)).name == "nightly")
            let missing = await #expect(throws: StoreError.self) {
                _ = try await withoutKey.draft(repeating: job.number)
            }
            #expect(missing?.message.contains("The key file '\(keyPath)' is missing") == true)
            let again = await #expect(throws: StoreError.self) {
                _ = try await withoutKey.submit([draft()], actor: "kim")
            }
            #expect(again?.code == .configuration)
            #expect(!FileManager.default.fileExists(atPath: keyPath))

            try Data((Data(repeating: 7, count: 32).base64EncodedString() + "\n").utf8)
                .write(to: URL(fileURLWithPath: keyPath))
            let readable = await #expect(throws: StoreError.self) {
                _ = try await withoutKey.draft(repeating: job.number)
            }
            #expect(readable?.code == .permission)
            chmod(keyPath, 0o600)
            let wrong = await #expect(throws: StoreError.self) {
                _ = try await withoutKey.draft(repeating: job.number)
            }
            #expect(wrong?.message.contains("is not the one that this store's secrets were sealed with") == true)
            try key.write(to: URL(fileURLWithPath: keyPath))
            chmod(keyPath, 0o600)
            #expect(try await withoutKey.draft(repeating: job.number).spec.environment[1].value == secret)
            await withoutKey.close()
        }
    }

    @Test("S18 whatever the umask is, directories are 0700 and files 0600; wider ones are refused with the remedy")
    func modes() async throws {
        let old = umask(0)
        defer { umask(old) }
        try await withStore { context in
            _ = try await context.store.submit([draft()], actor: "kim")
            var checked = 0
            for name in try FileManager.default.subpathsOfDirectory(atPath: context.root) {
                var status = stat()
                #expect(lstat("\(context.root)/\(name)", &status) == 0)
                let isDirectory = status.st_mode & S_IFMT == S_IFDIR
                #expect(status.st_mode & 0o777 == (isDirectory ? 0o700 : 0o600), "\(name)")
                checked += 1
            }
            #expect(checked >= 7)
            for (path, mode) in [(context.directory.databasePath, "600"), (context.directory.path, "700")] {
                chmod(path, 0o755)
                let refused = #expect(throws: StoreError.self) { try StoreDirectory.open(context.directory.path) }
                #expect(refused?.code == .permission)
                #expect(refused?.message.contains("Run `chmod \(mode) '\(path)'`") == true)
                chmod(path, mode == "600" ? 0o600 : 0o700)
            }
        }
    }

    @Test("S19 links and files of others in the way are refused, and nothing is written through them")
    func links() async throws {
        try await withTemporaryDirectory { root in
            let victim = root + "/victim"
            try "keep".write(toFile: victim, atomically: false, encoding: .utf8)
            symlink(root, root + "/linked")
            let linked = #expect(throws: StoreError.self) { try StoreDirectory.open(root + "/linked") }
            #expect(linked?.message.contains("is a link or a file, not a directory") == true)
            let directory = try StoreDirectory.open(root + "/store")
            symlink(victim, directory.databasePath)
            let refused = #expect(throws: StoreError.self) { try StoreDirectory.open(directory.path) }
            #expect(refused?.code == .permission)
            await #expect(throws: StoreError.self) {
                _ = try await SQLiteJobStore.open(in: directory, role: .client, keyPath: TemporaryStore.keyPath(root))
            }
            #expect(try String(contentsOfFile: victim, encoding: .utf8) == "keep")

            mkdir(root + "/foreign", 0o700)
            chown(root + "/foreign", 12345, 12345)
            let foreign = #expect(throws: StoreError.self) { try StoreDirectory.open(root + "/foreign") }
            #expect(foreign?.message.contains("belongs to user id 12345") == true)
        }
    }

    @Test("S25 a hostile job name never becomes part of a path")
    func hostileNames() async throws {
        try await withStore { context in
            let logs = FileLogStore(context.directory)
            for name in ["../../x", "/etc/x", ".", "a/b"] {
                let job = try await context.store.submit([.plain(name)], actor: "kim")[0]
                #expect(job.name == name)
                let writer = try await logs.writer(for: AttemptID(job: job.number, number: 1), limits: LogLimits())
                try await writer.close()
            }
            let made = try FileManager.default.subpathsOfDirectory(atPath: context.directory.logsPath)
            #expect(made.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isNumber || "/.logidx".contains($0)) } })
        }
    }
}
