public import JobCore

/// Why the front door refused or failed.
public enum ManagerError: Error, Sendable, CustomStringConvertible {
    /// Something a person wrote cannot be accepted.
    case invalid(InvalidInput)
    /// The store or its logs failed or refused.
    case store(StoreError)
    /// An engine failed or refused.
    case executor(ExecutorError)
    /// This session may only look.
    case readOnly(String)

    /// A full sentence.
    public var description: String {
        switch self {
        case .invalid(let error): error.description
        case .store(let error): error.description
        case .executor(let error): error.description
        case .readOnly(let action): "Could not \(action): this session may only look. Start it without --read-only."
        }
    }
}
