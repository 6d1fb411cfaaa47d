import Foundation

/// The file of results: one part by `make bench`, one by `make bench-console`; what is not measured anew is kept.
struct ResultsPage {
    static let consoleTitle = "## The console (`make bench-console`)"

    private let path: String
    /// Everything but the console.
    var main: String
    /// The console's part, empty when it was never measured.
    var console: String

    /// Reads what is there.
    init(path: String) {
        self.path = path
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let start = text.range(of: Self.consoleTitle)?.lowerBound ?? text.endIndex
        main = String(text[..<start])
        console = String(text[start...])
    }

    var text: String {
        [main, console].map { $0.trimmingCharacters(in: .newlines) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
            + "\n"
    }

    func write() throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
