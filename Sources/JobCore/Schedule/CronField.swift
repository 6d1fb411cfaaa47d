/// One field of a cron expression: the values at which it matches (POSIX `crontab`, with names and steps as Vixie's cron has
/// them).
struct CronField: Hashable, Sendable {
    /// What a field is about.
    struct Kind: Sendable {
        var name: String
        var range: ClosedRange<Int>
        var names: [String] = []
        /// The value of the first name.
        var firstName = 0

        static let minute = Kind(name: "minute", range: 0...59)
        static let hour = Kind(name: "hour", range: 0...23)
        static let day = Kind(name: "day of the month", range: 1...31)
        static let month = Kind(
            name: "month", range: 1...12,
            names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], firstName: 1)
        /// 7 is Sunday, too.
        static let weekday = Kind(
            name: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
    }

    /// The values, ascending.
    let values: [Int]
    /// Whether it begins with `*`: then it does not restrict the day by itself.
    let isWild: Bool

    private let mask: UInt64

    func contains(_ value: Int) -> Bool { mask & (1 << UInt64(value)) != 0 }

    /// Reads a field.
    ///
    /// - Throws: `InvalidInput` that names the field and its values.
    init(_ text: Substring, _ kind: Kind) throws(InvalidInput) {
        var mask: UInt64 = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            for value in try Self.values(part, kind) { mask |= 1 << UInt64(value) }
        }
        if kind.range.upperBound == 7, mask & (1 << 7) != 0 { mask = mask & ~(1 << 7) | 1 }
        self.mask = mask
        values = (0...59).filter { mask & (1 << UInt64($0)) != 0 }
        isWild = text.first == "*"
    }

    private static func values(_ part: Substring, _ kind: Kind) throws(InvalidInput) -> StrideThrough<Int> {
        func refuse() -> InvalidInput {
            let names = kind.names.isEmpty ? "" : " or \(kind.names[0])-\(kind.names[kind.names.count - 1])"
            return InvalidInput(
                "--cron",
                "'\(TextForSentence.shortened(String(part)))' is no \(kind.name). Write *, a number from \(kind.range.lowerBound) to \(kind.range.upperBound)\(names), a range 1-5, a list 1,3 or a step */2."
            )
        }
        func number(_ text: Substring) throws(InvalidInput) -> Int {
            if let index = kind.names.firstIndex(of: text.lowercased()) { return index + kind.firstName }
            guard let value = Int(text), text.first?.isNumber == true, kind.range.contains(value) else {
                throw refuse()
            }
            return value
        }
        let halves = part.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let span = halves.first, !span.isEmpty else { throw refuse() }
        let step = halves.count == 2 ? Int(halves[1]) ?? 0 : 1
        guard (1...60).contains(step) else { throw refuse() }
        var (first, last) = (kind.range.lowerBound, kind.range.upperBound)
        if span != "*" {
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count <= 2, ends.count == 2 || halves.count == 1 else { throw refuse() }
            first = try number(ends[0])
            last = ends.count == 2 ? try number(ends[1]) : first
            guard first <= last else { throw refuse() }
        } else if kind.range.upperBound == 7 {
            last = 6
        }
        return stride(from: first, through: last, by: step)
    }
}
