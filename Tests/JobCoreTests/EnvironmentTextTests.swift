import JobCore
import Testing

struct EnvironmentTextTests {
    private func parse(_ text: String) throws -> [String] {
        try EnvironmentText.parse(text, source: "x.env", field: "--file").map { "\($0.name)=\($0.value)" }
    }

    @Test(
        "CMD-10 lines, comments, quotes, values over several lines",
        arguments: [
            ("A=1\nB=two words \n", ["A=1", "B=two words"]),
            ("# note\n\n  A=1 # behind\nB=a#b\n", ["A=1", "B=a#b"]),
            ("A='x # y'\nB=\"q \\\" \\n \\$HOME\" # note", ["A=x # y", "B=q \" \n $HOME"]),
            ("A='one\ntwo'\nB=\"three\nfour\"\n", ["A=one\ntwo", "B=three\nfour"]),
            ("\u{FEFF}export A=1\r\nB=\r\n", ["A=1", "B="]),
            ("A=1\nA=2", ["A=2"]), ("A=\"long \\\nline\"", ["A=long line"]), ("", []),
        ])
    func reads(text: String, expected: [String]) throws {
        #expect(try parse(text) == expected)
    }

    @Test(
        "CMD-10 a bad line is named by its number",
        arguments: [
            ("A=1\nB\n", "Line 2"), ("\n\n1A=2", "Line 3"), ("A='x\ny\n\nz", "Line 1"), ("A=1\nB=\"x\" y", "Line 2"),
            ("A='1\n2'\nB C=3", "Line 3"),
        ])
    func refuses(text: String, line: String) {
        let error = #expect(throws: InvalidInput.self) { try parse(text) }
        #expect(error?.message.hasPrefix(line) == true)
    }

    @Test("CMD-10 what is written is read back as it was")
    func roundTrip() throws {
        var random = TestSeed.generator("environment text")
        let alphabet = Array("ab ='\"\\$#\n\té{}")
        for _ in 0..<2000 {
            let variables = (0..<3).map { index in
                EnvironmentVariable(
                    name: "V\(index)",
                    value: String(
                        (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
                            alphabet.randomElement(using: &random)
                        }))
            }
            #expect(
                try EnvironmentText.parse(EnvironmentText.text(variables), source: "x", field: "x") == variables)
        }
    }
}
