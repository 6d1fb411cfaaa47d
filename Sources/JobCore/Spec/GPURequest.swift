/// What `--gpus` asks for.
public enum GPURequest: Hashable, Sendable {
    /// Every GPU of the host.
    case all
    /// So many, whichever they are.
    case count(Int)
    /// These, by index or UUID.
    case devices([String])

    /// Reads `all`, a count from 1, or `device=0,1`.
    public init?(_ text: String) {
        if text == "all" {
            self = .all
        } else if let count = Int(text), count > 0 {
            self = .count(count)
        } else if text.hasPrefix("device=") {
            let identifiers = text.dropFirst(7).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard identifiers.allSatisfy({ !$0.isEmpty }) else { return nil }
            self = .devices(identifiers)
        } else {
            return nil
        }
    }

    /// As `--gpus` takes it.
    public var text: String {
        switch self {
        case .all: "all"
        case .count(let count): "\(count)"
        case .devices(let identifiers): "device=" + identifiers.joined(separator: ",")
        }
    }
}
