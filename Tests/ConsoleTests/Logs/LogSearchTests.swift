import ConsoleUI
import JobCore
import Testing

@testable import ConsoleApp

@Suite("Search in stored logs", .timeLimit(.minutes(1)))
struct LogSearchTests {
    private func found(_ text: String, in records: [String], stream: LogStream? = nil) async throws -> [Int64] {
        let logs = try TemporaryLogs()
        try await logs.write(records)
        let window = try await logs.pager.complete(
            .log(.start, reach: 1_000, stream: stream, pattern: text, isMatchesOnly: true))
        #expect(window.search?.matchingLines == Int64(window.lines.count))
        return window.lines.map(\.number)
    }

    @Test(
        "LOG-04 case counts only where the pattern has an upper-case letter; the pattern is literal text",
        arguments: [
            ("error", [0, 1, 2] as [Int64]), ("Error", [1]), ("ERROR", [2]), ("a.c", [3]), ("(x", [3]), ("日本", [5]),
            ("Ä", [6]), ("none", []),
        ])
    func smartCase(pattern: String, lines: [Int64]) async throws {
        let records = ["an error\n", "An Error\n", "AN ERROR\n", "a.c (x\n", "abc x\n", "日本語\n", "Ä ä\n"]
        #expect(try await found(pattern, in: records) == lines)
    }

    @Test("LOG-06 a match across the pieces of a line is found, with lines of the other stream between them")
    func acrossPieces() async throws {
        let long = String(repeating: "x", count: 16_384)
        let records = [
            "first nee", "E:needle here\n", "dle end\n", long + "nee", "E:no\n", "dle" + long + "\n", "E:nee", "dle\n",
        ]
        // Line 0 is "first needle end", 1 standard error, 2 the long one, 3 "E:no", 4 "E:nee" without its end.
        #expect(try await found("needle", in: records) == [0, 1, 2])
        #expect(try await found("needle", in: records, stream: .stderr) == [1])
        #expect(try await found("needle", in: records, stream: .stdout) == [0, 2])
        #expect(try await found("needleneedle", in: records).isEmpty)
    }

    @Test("LOG-06 no match reaches from one line into the next, nor from one stream into the other")
    func notAcrossLines() async throws {
        #expect(try await found("ab", in: ["xa\n", "bx\n", "xa", "E:bx\n", "\n"]).isEmpty)
        #expect(try await found("aE", in: ["xa", "E:bx\n"]).isEmpty)
    }

    @Test(
        "a match is told with its column, however far right; colours take no room",
        arguments: [0, 8_190, 19_000, 500_000])
    func column(offset: Int) async throws {
        let logs = try TemporaryLogs()
        let piece = 16_384
        var rest = String(repeating: "x", count: offset) + "needle and more"
        var records = ["short\n"]
        while rest.utf8.count > piece {
            records.append(String(rest.prefix(piece)))
            rest = String(rest.dropFirst(piece))
        }
        records += [rest + "\n", "\u{1B}[31mxx\u{1B}[0mneedle\n"]
        try await logs.write(records)
        let first = try await logs.pager.complete(
            .log(.seek(.match(from: nil, steps: -2)), reach: 10, pattern: "needle"))
        #expect(first.target?.column == offset)
        let second = try await logs.pager.complete(
            .log(.seek(.match(from: nil, steps: -1)), reach: 10, pattern: "needle"))
        #expect(second.target?.column == 2)
    }

    @Test("what is searched is what is seen: without colours, and of a progress bar the last state")
    func shownText() async throws {
        let records = [
            "\u{1B}[31mer\u{1B}[0mror\n", "10%\r50%\r100%\n", "50% of it\r\n", "5", "0%\r", "60%\n", "50%\r\r\n",
            "\u{1B}[3",
            "1mred\n",
        ]
        #expect(try await found("error", in: records) == [0])
        #expect(try await found("50%", in: records) == [2, 4])
        #expect(try await found("100%", in: records) == [1])
        #expect(try await found("[31", in: records).isEmpty)
        #expect(try await found("red", in: records) == [5])
    }

    @Test("LOG-04 twenty thousand random lines: the same lines as a search line by line finds")
    func random() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(state: seed)
        var texts: [String] = []
        var records: [String] = []
        for _ in 0..<20_000 {
            let words = ["abra", "kadabra", "ABRA", "\u{1B}[1mab\u{1B}[0mra", "x", "sim", "sala"]
            let text = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }.joined()
            texts.append(text)
            if Int.random(in: 0..<20, using: &generator) == 0 {
                let middle = text.unicodeScalars.index(
                    text.unicodeScalars.startIndex, offsetBy: text.unicodeScalars.count / 2)
                records += [String(text[..<middle]), String(text[middle...]) + "\n"]
            } else {
                records.append(text + "\n")
            }
        }
        let logs = try TemporaryLogs()
        try await logs.write(records)
        for pattern in ["raab", "BRA", "simsala", "xx"] {
            let plain = texts.map { $0.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") }
            let expected = plain.indices.filter {
                pattern == "BRA" ? plain[$0].contains(pattern) : plain[$0].lowercased().contains(pattern)
            }
            let window = try await logs.pager.complete(
                .log(.start, reach: 30_000, pattern: pattern, isMatchesOnly: true))
            #expect(window.lines.map { Int($0.number) } == expected, "seed \(seed), pattern \(pattern)")
        }
    }

    @Test("n and N go from match to match and on at the other end; a search grows with its log")
    func steps() async throws {
        let logs = try TemporaryLogs()
        try await logs.write((0..<1_000).map { $0 % 100 == 50 ? "hit \($0)\n" : "line \($0)\n" })
        let pager = logs.pager
        func seek(_ from: Int64?, _ steps: Int) async throws -> LogWindow.Target? {
            let place = from.map { LogPlace(attempt: TemporaryLogs.attempt, line: $0) }
            return try await pager.complete(.log(.seek(.match(from: place, steps: steps)), pattern: "hit")).target
        }
        #expect(try await seek(50, 1)?.place.line == 150)
        #expect(try await seek(60, 1)?.place.line == 150)
        #expect(try await seek(60, 0)?.place.line == 150)
        #expect(try await seek(150, 0)?.place.line == 150)
        #expect(try await seek(150, -1)?.place.line == 50)
        #expect(try await seek(150, 3)?.ordinal == 5)
        #expect(try await seek(nil, -1)?.place.line == 950)
        let wrapped = try await seek(950, 1)
        #expect(wrapped?.place.line == 50 && wrapped?.isWrapped == true && wrapped?.ordinal == 1)
        try await logs.write(["hit again\n"], from: 2_000)
        #expect(try await seek(950, 1)?.place.line == 1_000)
        #expect(try await pager.complete(.log(.end, pattern: "hit")).search?.matchingLines == 11)
    }

    @Test("LOG-04 in a log beyond the budget of one answer the first matches are told before the last are counted")
    func partial() async throws {
        let logs = try TemporaryLogs()
        let filler = String(repeating: "filler ", count: 200)
        try await logs.write((0..<16_000).map { $0 % 1_000 == 0 ? "hit\n" : filler + "\n" })
        let pager = logs.pager
        let request = LogRequest.log(.end, pattern: "hit")
        let first = try await pager.window(request)
        #expect(first.search?.isComplete == false && (first.search?.matchingLines ?? 0) > 0)
        #expect(first.lines.count == 10)
        #expect(try await pager.complete(request).search == .init(matchingLines: 16, isComplete: true))
    }
}
