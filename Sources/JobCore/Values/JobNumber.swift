/// The number of a job in its store: what people type and read (`1042`). Never reused within a store.
public struct JobNumber: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The number itself, 1 or more.
    public let rawValue: Int64

    /// Wraps a number as it stands in the store.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Wraps a number as it stands in the store.
    public init(_ rawValue: Int64) {
        self.init(rawValue: rawValue)
    }

    /// The digits alone.
    public var description: String { String(rawValue) }

    /// Orders by number, which is also the order of submission.
    public static func < (left: JobNumber, right: JobNumber) -> Bool { left.rawValue < right.rawValue }
}
