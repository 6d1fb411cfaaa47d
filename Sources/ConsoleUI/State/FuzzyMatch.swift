/// How well a few typed letters fit to a name.
enum FuzzyMatch {
    /// 0 is best; `nil` when they do not fit at all.
    ///
    /// First names that begin with it, then names with a word that does, then names that contain it, then those that have
    /// its letters in this order, at last those whose description contains it.
    static func rank(of typed: String, in name: String, or description: String) -> Int? {
        let wanted = typed.lowercased().trimmingPrefix(while: \.isWhitespace)
        let name = name.lowercased()
        if wanted.isEmpty || name.hasPrefix(wanted) { return 0 }
        if name.contains(" " + wanted) { return 1 }
        if name.contains(wanted) { return 2 }
        var rest = wanted
        for character in name where character == rest.first { rest = rest.dropFirst() }
        if rest.isEmpty { return 3 }
        return description.lowercased().contains(wanted) ? 4 : nil
    }
}
