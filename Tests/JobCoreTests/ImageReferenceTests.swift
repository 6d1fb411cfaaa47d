import Testing

@testable import JobCore

struct ImageReferenceTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let text: String
        let registry: String?
        let repository: String
        var tag: String?
        var digest: String?
        var testDescription: String { text }
    }

    private static let hex = String(repeating: "0123456789abcdef", count: 4)

    static let good: [Sample] = [
        Sample(text: "busybox", registry: "docker.io", repository: "library/busybox"),
        Sample(text: "busybox:1.36", registry: "docker.io", repository: "library/busybox", tag: "1.36"),
        Sample(text: "berth/busybox", registry: "docker.io", repository: "berth/busybox"),
        Sample(text: "index.docker.io/a/b:c", registry: "docker.io", repository: "a/b", tag: "c"),
        Sample(text: "localhost/a", registry: "localhost", repository: "a"),
        Sample(text: "LOCAL/a", registry: "LOCAL", repository: "a"),
        Sample(text: "localhost:5000/a/b_c/d__e/f--g", registry: "localhost:5000", repository: "a/b_c/d__e/f--g"),
        Sample(text: "127.0.0.1:5055/t/bb:2", registry: "127.0.0.1:5055", repository: "t/bb", tag: "2"),
        Sample(text: "[fd00:1::2]:5000/x:y", registry: "[fd00:1::2]:5000", repository: "x", tag: "y"),
        Sample(text: "r.io/a@sha256:\(hex)", registry: "r.io", repository: "a", digest: "sha256:\(hex)"),
        Sample(text: "r.io/a:t@sha256:\(hex)", registry: "r.io", repository: "a", tag: "t", digest: "sha256:\(hex)"),
        Sample(text: "sha256:\(hex)", registry: nil, repository: "sha256:\(hex)"),
        Sample(text: hex, registry: nil, repository: hex),
    ]

    @Test("DOCK-05 a well-formed image reference is taken apart as engines do", arguments: good)
    func parses(sample: Sample) throws {
        let reference = try ImageReference(parsing: sample.text)
        #expect(reference.registry == sample.registry)
        #expect(reference.repository == sample.repository)
        #expect(reference.tag == sample.tag)
        #expect(reference.digest == sample.digest)
        #expect(reference.text == sample.text)
        #expect(reference.isIdentifier == (sample.registry == nil))
    }

    static let bad: [(String, ImageReferenceError)] = [
        ("", .empty), (" ", .repository(" ")), ("a b", .repository("a b")), ("Busybox", .upperCase("Busybox")),
        ("a/B", .upperCase("a/B")), ("a:", .tag("")), ("a:b:c", .tag("b:c")), ("a:-b", .tag("-b")), ("a:é", .tag("é")),
        ("a//b", .repository("a//b")), ("/a", .repository("/a")), ("a/", .repository("a/")), ("-a", .repository("-a")),
        ("a..b", .repository("a..b")), ("a___b", .repository("a___b")), ("a._b", .repository("a._b")),
        ("a-", .repository("a-")), ("é", .repository("é")), ("a\nb", .repository("a\nb")), ("a\0", .repository("a\0")),
        ("r.io:x/a", .registry("r.io:x")), ("-r.io/a", .registry("-r.io")), ("r..io/a", .registry("r..io")),
        ("r.io:123456/a", .registry("r.io:123456")), ("[zz]/a:b", .repository("[zz]/a")),
        ("a@sha256:12", .digest("sha256:12")), ("a@", .digest("")), ("a@sha256:\(hex)0", .digest("sha256:\(hex)0")),
        ("https://r.io/a", .registry("https:")),
        (String(repeating: "a", count: 256), .tooLong(256)),
        ("a:" + String(repeating: "t", count: 129), .tag(String(repeating: "t", count: 129))),
    ]

    @Test("DOCK-05 a malformed image reference is refused and says which part is wrong", arguments: bad)
    func refuses(text: String, error: ImageReferenceError) {
        #expect(throws: error) { try ImageReference(parsing: text) }
    }

    @Test(
        "DOCK-06 a pull names exactly one image",
        arguments: [
            ("busybox", "busybox", "latest"), ("r.io:5000/a/b:1", "r.io:5000/a/b", "1"),
            ("a:t@sha256:\(hex)", "a", "sha256:\(hex)"),
        ])
    func pullsOneTag(text: String, name: String, tag: String) throws {
        let reference = try ImageReference(parsing: text)
        #expect(reference.name == name)
        #expect(reference.pullTag == tag)
    }

    @Test("I18 no text ends the process: 20,000 random references (seed 0xBE27) are parsed or refused")
    func survivesNoise() {
        var generator = SplitMix(state: 0xBE27)
        let alphabet = Array("aZ0._-:/@[]é\n\u{0} sha256")
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...24, using: &generator)
            let text = String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
            if let reference = try? ImageReference(parsing: text) {
                #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f })
                #expect(reference.isIdentifier || text.hasPrefix(reference.name))
            }
        }
    }
}

/// SplitMix64, so that a failing case is found again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
