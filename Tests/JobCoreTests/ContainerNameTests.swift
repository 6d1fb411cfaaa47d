import Foundation
import JobCore
import Testing

struct ContainerNameTests {
    static let store = StoreID(UUID(uuidString: "0123ABCD-0000-0000-0000-000000000000") ?? UUID())

    static func name(_ job: String, _ number: Int64 = 7, _ attempt: Int = 2) -> String {
        ContainerIdentity.containerName(
            store: store, jobName: job, attempt: AttemptID(job: JobNumber(number), number: attempt))
    }

    @Test(
        "DOCK-07 decisions-16 a container's name holds store, slug, job and attempt",
        arguments: [
            ("nightly", "berth-0123abcd-nightly-7-2"), ("Train A/B  test!", "berth-0123abcd-train-a-b-test-7-2"),
            ("", "berth-0123abcd-7-2"), ("---", "berth-0123abcd-7-2"), ("日本", "berth-0123abcd-7-2"),
            ("été", "berth-0123abcd-t-7-2"), ("a\u{1B}[2J\u{202E}b\0c", "berth-0123abcd-a-2j-b-c-7-2"),
        ])
    func examples(_ job: String, expected: String) {
        #expect(Self.name(job) == expected)
    }

    @Test("F86 any job name gives at most 63 of [a-z0-9-], and never the name of another attempt")
    func hostile() throws {
        var random = TestSeed.generator("container names")
        var owners: [String: AttemptID] = [:]
        for _ in 0..<3000 {
            let scalars = (0..<Int.random(in: 0...200, using: &random)).compactMap { _ in
                Unicode.Scalar(
                    UInt32.random(in: 0...0x2FFF, using: &random) & (Bool.random(using: &random) ? 0x7F : 0x2FFF))
            }
            var job = ""
            job.unicodeScalars.append(contentsOf: scalars)
            let attempt = AttemptID(
                job: JobNumber(Int64.random(in: 1...(Bool.random(using: &random) ? 40 : .max), using: &random)),
                number: Int.random(in: 1...(Bool.random(using: &random) ? 20 : .max), using: &random))
            let name = ContainerIdentity.containerName(store: Self.store, jobName: job, attempt: attempt)
            #expect(name.utf8.count <= 63)
            #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
            #expect(name.hasPrefix("berth-0123abcd") && name.hasSuffix("-\(attempt.job)-\(attempt.number)"))
            #expect(owners[name] == nil || owners[name] == attempt, "\(name)")
            owners[name] = attempt
        }
        #expect(Self.name(String(repeating: "x", count: 5000), .max, .max).utf8.count <= 63)
    }
}
