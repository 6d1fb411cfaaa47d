import JobCore

/// The signs that the console draws with, for terminals with and without UTF-8.
struct Glyphs {
    let isASCII: Bool

    var rule: String { isASCII ? "-" : "─" }
    var verticalRule: String { isASCII ? "|" : "│" }
    var corners: (topLeft: String, topRight: String, bottomLeft: String, bottomRight: String) {
        isASCII ? ("+", "+", "+", "+") : ("╭", "╮", "╰", "╯")
    }
    /// Before the title of the pane that has the focus.
    var focus: String { isASCII ? ">" : "▸" }
    /// Before the selected row.
    var selection: String { isASCII ? ">" : "▌" }
    /// Before a marked row.
    var mark: String { isASCII ? "+" : "◆" }
    /// Before a row that can be opened to many.
    var folded: String { isASCII ? ">" : "▸" }
    /// Between parts of a title.
    var separator: String { isASCII ? "-" : "·" }
    /// Before the word for a container that is not ours.
    var foreign: String { isASCII ? "#" : "□" }
    /// Where text was cut off.
    var ellipsis: String { isASCII ? "~" : "…" }
    /// Before a line of standard error.
    var standardError: String { isASCII ? "!" : "┃" }
    /// Before a line that was overwritten after a carriage return.
    var overwritten: String { isASCII ? "<" : "↺" }
    /// Before a message of something that went wrong.
    var problem: String { isASCII ? "!" : "✗" }

    func sign(of status: JobStatus) -> String {
        switch status {
        case .pending: isASCII ? "." : "◌"
        case .queued: isASCII ? "o" : "○"
        case .launching: isASCII ? "^" : "◐"
        case .running: isASCII ? "*" : "●"
        case .retrying: isASCII ? "@" : "↻"
        case .completed: isASCII ? "+" : "✓"
        case .failed: isASCII ? "x" : "✗"
        case .timeout: isASCII ? "!" : "◷"
        case .cancelled: isASCII ? "-" : "⊘"
        }
    }
}
