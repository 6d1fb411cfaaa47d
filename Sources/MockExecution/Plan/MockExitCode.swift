import JobCore

/// An exit code and how often it comes (MOCK-06).
public struct MockExitCode: Hashable, Sendable {
    /// 0 to 255.
    public var code: Int
    /// Its share, measured by the sum of all.
    public var weight: Double

    /// Reads `0:90,1:8,42:2`.
    ///
    /// - Throws: `InvalidInput` that names `field` when an entry is no code with a weight, or all weights are 0.
    static func list(parsing text: String, field: String) throws(InvalidInput) -> [MockExitCode] {
        var codes: [MockExitCode] = []
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = entry.split(separator: ":", omittingEmptySubsequences: false)
            guard pair.count == 2, let code = Int(pair[0]), (0...255).contains(code), let weight = Double(pair[1]),
                weight.isFinite, weight >= 0
            else {
                throw InvalidInput(
                    field, "'\(entry)' is no exit code with its share. Write for example 0:90,1:8,42:2.")
            }
            codes.append(MockExitCode(code: code, weight: weight))
        }
        guard codes.contains(where: { $0.weight > 0 }) else {
            throw InvalidInput(field, "All shares of '\(text)' are 0. Give at least one above.")
        }
        return codes
    }

    /// The code to which a number from 0 to 1 belongs.
    static func drawn(_ share: Double, from codes: [MockExitCode]) -> Int {
        var rest = share * codes.reduce(0) { $0 + $1.weight }
        for entry in codes where entry.weight > 0 {
            rest -= entry.weight
            if rest < 0 { return entry.code }
        }
        return codes.last { $0.weight > 0 }?.code ?? 0
    }
}
