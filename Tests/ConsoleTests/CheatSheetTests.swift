import ConsoleUI
import Foundation
import Testing

/// The README's table of all keys. `BERTH_RECORD_GOLDENS=1` writes it anew.
@Suite("The README's keys")
struct CheatSheetTests {
    private static let begin = "<!-- keys: written from the key table by its test -->\n"
    private static let end = "<!-- end of keys -->"

    private var sheet: String {
        var rows = ["| where | keys |", "|---|---|"]
        for title in KeyScope.allCases.map(\.title).uniqued {
            let keys = KeyTable.standard.bindings.filter { $0.scope.title == title && !$0.keys.isEmpty }.map {
                binding in
                binding.keys.map { "`\($0.name(isASCII: true))`" }.joined(separator: " ") + " \(binding.help)"
            }
            if !keys.isEmpty { rows.append("| \(title.lowercased()) | \(keys.joined(separator: " · ")) |") }
        }
        return rows.joined(separator: "\n") + "\n"
    }

    @Test("the cheat sheet is what the key table says")
    func readme() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
        let text = try String(contentsOf: file, encoding: .utf8)
        let start = try #require(text.range(of: Self.begin)).upperBound
        let end = try #require(text.range(of: Self.end)).lowerBound
        if ProcessInfo.processInfo.environment["BERTH_RECORD_GOLDENS"] != nil {
            try Data(text.replacingCharacters(in: start..<end, with: sheet).utf8).write(to: file)
            return
        }
        #expect(text[start..<end] == sheet, "differs from the key table; BERTH_RECORD_GOLDENS=1 writes it anew")
    }
}

extension [String] {
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
