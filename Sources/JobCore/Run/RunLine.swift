/// A `docker run …` line, or one of our own, as it was understood.
public struct RunLine: Hashable, Sendable {
    /// What it asks for.
    public var request: RunRequest
    /// What of it Berth does not do, each with its reason; nothing else was left out.
    public var refusals: [InvalidInput]

    /// Puts both together.
    public init(request: RunRequest, refusals: [InvalidInput] = []) {
        self.request = request
        self.refusals = refusals
    }

    /// Whether a text begins as such a line does, with or without prompt, `sudo` and the program's path.
    public static func isLikely(_ text: String) -> Bool {
        let words = text.split(maxSplits: 16, whereSeparator: \.isWhitespace).prefix(16)
        let passed = words.prefix { $0 == "$" || $0 == "#" || $0 == "sudo" || $0.hasPrefix("-") || $0.contains("=") }
        guard let program = words.dropFirst(passed.count).first?.split(separator: "/").last else { return false }
        return programs.contains(String(program)) && words.contains("run")
    }

    /// The programs whose `run` is understood.
    public static let programs: Set<String> = ["docker", "podman", "nerdctl", "berth"]
}
