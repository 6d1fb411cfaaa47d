import NIOCore
import Testing

@testable import DockerExecution

struct PullProgressTests {
    private func note(_ engine: String, _ file: String) throws -> PullProgress {
        var progress = PullProgress()
        for line in String(decoding: try Fixture.bytes(engine, file), as: UTF8.self).split(whereSeparator: \.isNewline)
        where line.hasPrefix("{") {
            try progress.note(try JSONGate.decode(PullLine.self, from: ByteBuffer(substring: line)))
        }
        return progress
    }

    @Test("DOCK-06 a captured pull is summed up by layers and bytes")
    func success() throws {
        #expect(try note("docker", "pull-ok.jsonl").summary == "pulling: 2 of 2 layers, 2.9 MB of 2.9 MB")
        #expect(try note("podman", "pull-ok.jsonl").summary == "pulling: 3 of 3 layers")
    }

    @Test(
        "DOCK-06 F53 an error inside of a 200 is an error, with the engine's words",
        arguments: [
            ("docker", "pull-error-in-200.txt", "unknown blob"), ("podman", "pull-error-in-200.txt", "404 (Not Found)"),
            ("podman", "pull-missing-tag.txt", "manifest unknown"), ("podman", "pull-no-auth.txt", "unauthorized"),
        ])
    func errors(engine: String, file: String, words: String) throws {
        let error = #expect(throws: EngineFailure.self) { try note(engine, file) }
        guard case .reported(let message) = try #require(error) else {
            Issue.record("not the engine's report: \(String(describing: error))")
            return
        }
        #expect(message.contains(words))
    }
}
