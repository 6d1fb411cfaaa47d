import Foundation
import Glibc
import JobCore
import JobEngine
import MockExecution
import Testing

/// The file in which a mock engine lives.
struct MockStateTests {
    @Test("MOCK-13 containers go on while no worker is there, and are found by the next one")
    func restart() async throws {
        try await withTemporaryDirectory { directory in
            let path = MockExecutor.statePath(inStore: directory, host: "mock")
            let clock = VirtualClock()
            let options = ["duration": "1m", "failureRate": "1"]
            let first = try makeExecutor(options, statePath: path, clock: clock)
            let running = try await first.launch(makeOrder(1))
            let stopped = try await first.launch(makeOrder(2))
            let created = try await first.prepare(makeOrder(3)).id
            let removed = try await first.launch(makeOrder(4))
            clock.advance(by: .seconds(10))
            try await first.stop(stopped, grace: .zero)
            try await first.remove(removed)
            let before = try await first.read(running)
            await first.close()
            // Other settings: what was decided about a container stays decided.
            let second = try makeExecutor(statePath: path, clock: clock)
            #expect(try await second.incarnation() == first.incarnation())
            #expect(try await second.incarnation().keepsExitCodes)
            #expect(try await second.state(running) == .running(isPaused: false))
            #expect(try await second.state(stopped) == .exited(code: 143, wasOutOfMemory: false))
            #expect(try await second.state(created) == .created)
            #expect(try await second.state(removed) == .notFound)
            #expect(try await second.read(running) == before)
            clock.advance(by: .seconds(50))
            #expect(try await second.state(running) == .exited(code: 1, wasOutOfMemory: false))
            #expect(try await second.prepare(makeOrder(1)).id == running)
        }
    }

    @Test("MOCK-13 two executors on one file see one engine, and make one container of a name")
    func shared() async throws {
        try await withTemporaryDirectory { directory in
            let executors = try (0..<4).map { _ in try makeExecutor(statePath: directory + "/mock/m.jsonl") }
            let ids = try await withThrowingTaskGroup(of: (Int64, PreparedContainer).self) { group in
                for executor in executors {
                    for job in Int64(1)...50 {
                        group.addTask { (job, try await executor.prepare(makeOrder(job))) }
                    }
                }
                return try await group.reduce(into: [Int64: [PreparedContainer]]()) {
                    $0[$1.0, default: []].append($1.1)
                }
            }
            #expect(ids.count == 50)
            for (job, containers) in ids {
                #expect(Set(containers.map(\.id)).count == 1, "job \(job)")
                #expect(containers.count { $0.isFresh } == 1, "job \(job)")
            }
            for executor in executors { #expect(try await executor.list(store: testStore).count == 50) }
        }
    }

    @Test("MOCK-13 S18 file and directory are the user's alone, a symlink in its place is refused")
    func modes() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/mock/m.jsonl"
            _ = try await makeExecutor(statePath: path).launch(makeOrder())
            for (name, mode) in [(path, 0o600), (directory + "/mock", 0o700)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: name)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode)
            }
            let link = directory + "/mock/link.jsonl"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            let executor = try makeExecutor(statePath: link)
            #expect(await executor.health().failureCode == .configuration)
            let error = await #expect(throws: ExecutorError.self) { try await executor.list(store: testStore) }
            #expect(error?.message.contains(link) == true)
        }
    }

    @Test("MOCK-13 I11 half a line that a killed worker left is cut off, wherever it broke")
    func tornLine() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/m.jsonl"
            let writer = try makeExecutor(statePath: path)
            let kept = try await writer.prepare(makeOrder(1)).id
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            let lost = try await writer.prepare(makeOrder(2)).id
            let both = try Data(contentsOf: URL(fileURLWithPath: path))
            await writer.close()
            for cut in stride(from: whole.count, to: both.count, by: 7) {
                try both.prefix(cut).write(to: URL(fileURLWithPath: path))
                let reader = try makeExecutor(statePath: path)
                #expect(try await reader.state(kept) == .created)
                #expect(try await reader.state(lost) == .notFound)
                _ = try await reader.prepare(makeOrder(3))
                await reader.close()
                let next = try makeExecutor(statePath: path)
                #expect(try await next.list(store: testStore).count == 2, "cut at \(cut)")
            }
        }
    }

    @Test("MOCK-13 a damaged line is an error that names file, line and remedy")
    func damaged() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/m.jsonl"
            try Data("{\"nonsense\":1}\n".utf8).write(to: URL(fileURLWithPath: path))
            let executor = try makeExecutor(statePath: path)
            let error = await #expect(throws: ExecutorError.self) { try await executor.list(store: testStore) }
            #expect(error?.message.contains("line 1") == true && error?.message.contains(path) == true)
            #expect(await executor.health().isHealthy == false)
        }
    }

    @Test("MOCK-13 the file stays small: removed containers are compacted away, under the eyes of another reader")
    func compaction() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory + "/m.jsonl"
            let writer = try makeExecutor(statePath: path)
            let reader = try makeExecutor(statePath: path)
            let kept = try await writer.launch(makeOrder(100_000))
            #expect(try await reader.list(store: testStore).count == 1)
            for job in Int64(1)...1500 {
                let id = try await writer.launch(makeOrder(job))
                try await writer.remove(id)
            }
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            #expect((size?.intValue ?? .max) < 1_000_000)
            let last = try await writer.launch(makeOrder(4000))
            #expect(try await reader.state(last) == .exited(code: 0, wasOutOfMemory: false))
            #expect(Set(try await reader.list(store: testStore).map(\.id)) == [kept, last])
            #expect(FileManager.default.fileExists(atPath: path + ".new") == false)
        }
    }
}
