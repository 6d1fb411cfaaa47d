/// What `--gpus` asks for.
enum GPURequest: Hashable, Sendable {
    case all
    case count(Int)
    case devices([String])

    /// Reads `all`, a count from 1, or `device=0,1`.
    init?(_ text: String) {
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
}
