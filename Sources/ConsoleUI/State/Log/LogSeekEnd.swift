/// What came of looking for a line.
enum LogSeekEnd: Equatable {
    case found(LogWindow.Target)
    case notFound(LogSeek)
}

extension LogSeek {
    /// Whether a match of the search is looked for.
    var isMatch: Bool {
        if case .match = self { true } else { false }
    }
}
