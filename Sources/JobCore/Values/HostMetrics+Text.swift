extension HostMetrics {
    /// The time that a call took, for people: `0.4 ms`, `12 ms`, `3.2 s`.
    public static func text(ofSeconds seconds: Double) -> String {
        switch seconds {
        case ..<0.01: "\((seconds * 10_000).rounded() / 10) ms"
        case ..<1: "\(Int((seconds * 1000).rounded())) ms"
        default: Duration.seconds(seconds).forPeople
        }
    }

    /// What was counted, by its kind: `2 imageNotFound, 1 timeout`, or `none`.
    public static func text(of counts: [String: Int]) -> String {
        let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \(words($0.key))" }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }

    /// `imageNotFound` as `image not found`.
    private static func words(_ kind: String) -> String {
        kind.map { $0.isUppercase ? " " + $0.lowercased() : String($0) }.joined()
    }
}
