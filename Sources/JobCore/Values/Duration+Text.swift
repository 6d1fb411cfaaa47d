extension Duration {
    /// The length in seconds with fractions, for storage, JSON and arithmetic with dates.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// Reads what a person wrote (decisions 19): `30` (seconds), `500ms`, `30s`, `10m`, `24h`, `7d`, also `1h30m`.
    ///
    /// - Throws: `InvalidInput` that names the field and shows an example.
    public init(parsing text: String, field: String) throws(InvalidInput) {
        func refuse() -> InvalidInput {
            InvalidInput(field, "'\(text)' is not a duration. Write for example 30s, 10m, 24h or 7d.")
        }
        let units: [String: Double] = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
        var rest = text.lowercased()[...]
        var seconds = 0.0
        guard !rest.isEmpty else { throw refuse() }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            let isPlain = unit.isEmpty && number.count == text.count
            guard let value = Double(number), let scale = isPlain ? 1 : units[String(unit)] else { throw refuse() }
            seconds += value * scale
        }
        guard seconds < 1e12 else { throw refuse() }
        self = .seconds(seconds)
    }

    /// The time that a call took, for people, in whole milliseconds below a second: `1 ms`, `340 ms`, `1.4 s`.
    public var ofCall: String {
        self < .seconds(1) ? "\(max(1, Int((inSeconds * 1000).rounded()))) ms" : forPeople
    }

    /// For people, at most two units: `40 ms`, `0.4 s`, `12 s`, `3 m 05 s`, `2 h 10 m`, `4 d 3 h`.
    public var forPeople: String {
        let seconds = inSeconds
        if seconds > 0, seconds < 0.095 { return "\(max(1, Int((seconds * 1000).rounded()))) ms" }
        guard seconds >= 10 else {
            let tenths = Int((max(0, seconds) * 10).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
        }
        let whole = Int(seconds)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return switch whole {
        case ..<60: "\(whole) s"
        case ..<3600: "\(whole / 60) m \(padded(whole % 60)) s"
        case ..<86400: "\(whole / 3600) h \(padded(whole % 3600 / 60)) m"
        default: "\(whole / 86400) d \(whole % 86400 / 3600) h"
        }
    }
}
