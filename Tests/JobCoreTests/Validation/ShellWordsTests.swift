import Testing

@testable import JobCore

@Suite struct ShellWordsTests {
    @Test(
        "DOCK-03 text is split as a POSIX shell splits words",
        arguments: [
            ("", []), ("  ", []), ("a b\tc\nd", ["a", "b", "c", "d"]), ("a\r\nb", ["a", "b"]),
            ("sh -c 'echo \"$HOME\"; x'", ["sh", "-c", "echo \"$HOME\"; x"]), ("a'b'\"c\"d", ["abcd"]),
            ("'' \"\"", ["", ""]), (#""a\"b\\c\$d\`e\n""#, [#"a"b\c$d`e\n"#]), (#"a\ b \'c"#, ["a b", "'c"]),
            ("a\\\nb", ["ab"]), ("\"a\\\nb\"", ["ab"]), ("'a\\'", ["a\\"]), ("a;b|c&", ["a;b|c&"]),
            ("a #b", ["a", "#b"]),
            ("ä'ö ü'", ["äö ü"]),
        ] as [(String, [String])])
    func splits(text: String, words: [String]) throws {
        #expect(try ShellWords.split(text, field: "COMMAND") == words)
    }

    @Test("DOCK-03 what is not closed is refused", arguments: ["'a", "\"a", "\"a\\", "a\\"])
    func refusesUnclosed(text: String) {
        #expect(throws: InvalidInput.self) { try ShellWords.split(text, field: "COMMAND") }
    }

    @Test("DOCK-03 words survive being joined and split again")
    func roundTrip() throws {
        let alphabet: [Character] = ["a", " ", "'", "\"", "\\", "$", "\n", "é", ";", "\t", "\r\n"]
        var generator = SplitMix(state: 42)
        for _ in 0..<500 {
            let words = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                    })
            }
            #expect(try ShellWords.split(ShellWords.join(words), field: "x") == words)
        }
    }
}

/// A generator with a fixed seed, so that a failure can be seen again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
