public import Foundation

/// How a person names a job: number, UUID or `@name` (the newest of that name) (decisions 19).
public enum JobReference: Hashable, Sendable, CustomStringConvertible {
    /// `1042`
    case number(JobNumber)
    /// A UUID.
    case uuid(UUID)
    /// `@nightly`
    case newest(name: String)

    /// Reads what a person wrote.
    ///
    /// - Throws: `InvalidInput` when it is none of the three.
    public init(parsing text: String) throws(InvalidInput) {
        if text.hasPrefix("@"), text.count > 1 {
            self = .newest(name: String(text.dropFirst()))
        } else if let number = Int64(text), number > 0, text.first != "+" {
            self = .number(JobNumber(number))
        } else if let uuid = UUID(uuidString: text) {
            self = .uuid(uuid)
        } else {
            throw InvalidInput(
                "JOB", "'\(text)' names no job. Write a number (1042), a UUID, or @name for the newest of that name.")
        }
    }

    /// As it was written.
    public var description: String {
        switch self {
        case .number(let number): number.description
        case .uuid(let uuid): uuid.uuidString.lowercased()
        case .newest(let name): "@\(name)"
        }
    }
}
