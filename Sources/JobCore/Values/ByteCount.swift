/// A number of bytes, written as decisions 19 has it: `512` (MB), `512k`, `512m`, `2g`, `512MiB`; 1 MB = 1,048,576 bytes.
public struct ByteCount: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number of bytes, 0 or more.
    public let rawValue: Int64

    /// Wraps a number of bytes.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// `count` bytes.
    public static func bytes(_ count: Int64) -> ByteCount { ByteCount(rawValue: count) }
    /// `count` × 1,048,576 bytes.
    public static func megabytes(_ count: Int64) -> ByteCount { ByteCount(rawValue: count << 20) }
    /// `count` × 1,073,741,824 bytes.
    public static func gigabytes(_ count: Int64) -> ByteCount { ByteCount(rawValue: count << 30) }

    /// Reads what a person wrote.
    ///
    /// - Parameters:
    ///   - text: digits, optionally with a fraction, and a unit: none or `m mb mib` (megabytes), `b`, `k kb kib`, `g gb gib`, `t`.
    ///   - field: what to call the value in the error.
    /// - Throws: `InvalidInput` that names the field and shows an example.
    public init(parsing text: String, field: String) throws(InvalidInput) {
        let lowered = text.lowercased()
        let number = lowered.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let shifts: [String: Int] = [
            "": 20, "b": 0, "k": 10, "kb": 10, "kib": 10, "m": 20, "mb": 20, "mib": 20, "g": 30, "gb": 30, "gib": 30,
            "t": 40, "tb": 40, "tib": 40,
        ]
        guard let value = Double(number), let shift = shifts[String(lowered.dropFirst(number.count))] else {
            throw InvalidInput(field, "'\(text)' is not a size. Write for example 512m, 2g or 512 (megabytes).")
        }
        let bytes = value * Double(Int64(1) << shift)
        guard bytes < 9e18 else {
            throw InvalidInput(field, "'\(text)' is larger than any machine. Write for example 2g.")
        }
        self.init(rawValue: Int64(bytes.rounded()))
    }

    /// For people: `512 B`, `1.5 kB`, `64 MB`, `2 GB`.
    public var description: String {
        var value = Double(rawValue)
        var unit = "B"
        for next in ["kB", "MB", "GB", "TB"] where value >= 1024 {
            value /= 1024
            unit = next
        }
        if unit == "B" || value >= 100 || value == value.rounded() { return "\(Int64(value.rounded())) \(unit)" }
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }

    /// Orders by size.
    public static func < (left: ByteCount, right: ByteCount) -> Bool { left.rawValue < right.rawValue }
}
