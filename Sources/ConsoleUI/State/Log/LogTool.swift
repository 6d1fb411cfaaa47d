/// A program of the person's own that shows a log on the terminal.
public enum LogTool: Equatable, Sendable {
    /// `$PAGER`, else `less -R`: the text, made harmless, with its colours.
    case pager
    /// `$VISUAL` or `$EDITOR`, else `vi`: the bytes as they are.
    case editor
}
