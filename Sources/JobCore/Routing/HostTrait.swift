/// Something that a job asks of its host: one of its properties `host`, `executor` and `region`, or a label (ROUTE-06).
public struct HostTrait: Hashable, Sendable, Codable, CustomStringConvertible {
    /// `host`, `executor`, `region`, or the name of a label.
    public var key: String
    /// What it has to be.
    public var value: String

    /// Names both.
    public init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }

    /// Reads `region=us-central1`, `gpu=true`.
    ///
    /// - Throws: `InvalidInput` that names the field when it is no pair, or names a kind of executor that there is not.
    public init(parsing text: String, field: String) throws(InvalidInput) {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
            throw InvalidInput(
                field, "'\(TextForSentence.shortened(text))' is no name=value. Write for example region=eu or gpu=true."
            )
        }
        self.init(pair[0], pair[1])
        try TextRules.checkIdentifier(key, field, alsoAllowing: "/")
        try TextRules.checkPrintable(value, field, atMost: 64)
        guard key != "executor" || HostKind(rawValue: value) != nil else {
            let known = HostKind.allCases.map(\.rawValue).joined(separator: " or ")
            throw InvalidInput(field, "'\(TextForSentence.shortened(value))' is no kind of executor. Write \(known).")
        }
    }

    /// Whether a host has it.
    public func isMet(by host: JobHost) -> Bool {
        switch key {
        case "host": host.name == value
        case "executor": host.kind.rawValue == value
        case "region": host.region == value
        default: host.labels[key] == value
        }
    }

    /// What the job asks for, with its noun: `region 'eu'`, `label gpu=true`.
    var words: String {
        ["host", "executor", "region"].contains(key) ? "\(key) '\(value)'" : "label \(key)=\(value)"
    }

    /// That no host has it.
    var absence: String {
        switch key {
        case "host": "there is no host '\(value)'"
        case "executor": "there is no host of kind '\(value)'"
        default: "no host has \(words)"
        }
    }

    /// As it is written: `region=eu`.
    public var description: String { "\(key)=\(value)" }
}
