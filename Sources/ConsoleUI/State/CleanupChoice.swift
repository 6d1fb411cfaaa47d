/// What a clean-up is to remove.
public struct CleanupChoice: Hashable, Sendable {
    /// Only what ended longer ago.
    public var olderThan: Duration = .seconds(86_400)
    /// Whether logs of ended jobs go, too.
    public var removesLogs = false
    /// Whether ended jobs go altogether.
    public var removesHistory = false

    /// Containers of what ended more than a day ago.
    public init() {}

    /// The ages to choose from.
    static let ages: [Duration] = [
        .zero, .seconds(3600), .seconds(86_400), .seconds(7 * 86_400), .seconds(30 * 86_400),
    ]

    /// `1 hour`, `7 days`
    var ageInWords: String {
        let hours = Int(olderThan.components.seconds / 3600)
        if hours < 24 { return hours == 1 ? "1 hour" : "\(hours) hours" }
        return hours / 24 == 1 ? "1 day" : "\(hours / 24) days"
    }
}
