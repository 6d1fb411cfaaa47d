import JobCore

/// A line of the detail: pieces of text by what they mean, so that lines can be made without a theme.
struct DetailLine: Equatable {
    enum Role {
        case text, strong, dim, good, warning, bad, accent
    }

    var parts: [(text: String, role: Role)] = []

    static let blank = DetailLine()

    private init() {}

    init(_ text: String, _ role: Role = .text) {
        parts = [(text, role)]
    }

    /// A name and what it says, the values of all such lines below each other.
    init(_ label: String, _ value: String, _ role: Role = .text) {
        let padding = String(repeating: " ", count: max(1, 11 - label.count))
        parts = [(label + padding, .dim), (value, role)]
    }

    /// A name and what it says, in as many lines as that takes.
    static func wrapped(_ label: String, _ value: String, _ role: Role = .text, width: Int) -> [DetailLine] {
        WrappedText.lines(TerminalSafe.text(value), width: width - 11).enumerated().map { offset, line in
            DetailLine(offset == 0 ? label : "", line, role)
        }
    }

    func pieces(_ theme: Theme) -> [Painter.Piece] {
        parts.map { Painter.Piece($0.text, theme.style(of: $0.role)) }
    }

    static func == (one: DetailLine, other: DetailLine) -> Bool {
        one.parts.map(\.text) == other.parts.map(\.text) && one.parts.map(\.role) == other.parts.map(\.role)
    }
}

extension Theme {
    func style(of role: DetailLine.Role) -> Style {
        switch role {
        case .text: text
        case .strong: strong
        case .dim: dim
        case .good: good
        case .warning: warning
        case .bad: bad
        case .accent: accent
        }
    }
}
