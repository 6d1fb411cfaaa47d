import JobCore

/// Groups for people.
enum GroupText {
    static func table(_ groups: [JobGroup]) -> Table {
        var table = Table([
            Table.Column(title: "GROUP", isFlexible: true), Table.Column(title: "LIMIT", isRightAligned: true),
            Table.Column(title: "RUNNING", isRightAligned: true), Table.Column(title: "QUEUED", isRightAligned: true),
            Table.Column(title: "WAITING", isRightAligned: true), Table.Column(title: "STATE"),
        ])
        for group in groups {
            table.add([
                group.name, limit(group), "\(group.live)", "\(count(group, .queued))", "\(waiting(group))",
                state(group),
            ])
        }
        return table
    }

    static func fields(_ group: JobGroup) -> [(String, String)] {
        [
            ("Group", group.name), ("State", state(group)), ("Limit", "\(limit(group)) at once"),
            ("Running", "\(group.live)"), ("Queued", "\(count(group, .queued))"), ("Waiting", "\(waiting(group))"),
            ("Paused", group.pausedAt.map(Timestamp.person) ?? ""), ("Made", Timestamp.person(group.createdAt)),
        ]
    }

    /// What a change led to.
    static func line(_ group: JobGroup) -> String {
        "\(group.name) \(group.pausedAt == nil ? "" : "paused, ")\(limit(group)) at once"
    }

    private static func limit(_ group: JobGroup) -> String { group.parallel.map { "\($0)" } ?? "any number" }

    private static func state(_ group: JobGroup) -> String {
        if group.pausedAt != nil { return "paused" }
        return group.obstacle == nil ? "open" : "full"
    }

    private static func count(_ group: JobGroup, _ status: JobStatus) -> Int { group.counts[status] ?? 0 }

    /// Held, scheduled, after others, or between two attempts.
    private static func waiting(_ group: JobGroup) -> Int { count(group, .pending) + count(group, .retrying) }
}
