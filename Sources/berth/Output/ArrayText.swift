import JobCore

/// Arrays of jobs for people.
enum ArrayText {
    /// So many jobs that ended badly are named.
    private static let named = 8

    static func fields(_ array: JobArray, failed: [JobNumber]) -> [(String, String)] {
        let rest = failed.count - named
        let list = failed.prefix(named).map(\.description).joined(separator: ", ")
        return [
            ("Array", "\(array.number)"), ("Name", array.name), ("Status", array.status.rawValue),
            ("Jobs", "\(array.size), \(array.numbers.lowerBound) to \(array.numbers.upperBound)"),
            ("Counts", array.countsInWords), ("Ended", "\(array.ended) of \(array.counts.values.reduce(0, +))"),
            ("Not well", list + (rest > 0 ? " and \(rest) more" : "")),
            ("Queued", Timestamp.person(array.createdAt)), ("Repeats", array.rerunOf.map { "jobs of \($0)" } ?? ""),
        ]
    }
}
