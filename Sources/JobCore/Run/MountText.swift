/// Reads mounts as docker writes them.
enum MountText {
    /// What one option asks for.
    enum Result: Equatable {
        case mount(Mount)
        case tmpfs(path: String, options: String)
    }

    /// Reads `-v`: `/host:/path[:ro|rw]`, `name:/path[:ro|rw]` or `/path` for an anonymous volume.
    ///
    /// - Parameter directory: against which `./host` and `~` stand.
    static func volume(_ text: String, resolve: (String) -> String) throws(InvalidInput) -> Mount {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
            throw InvalidInput(
                "--volume",
                "'\(TextForSentence.shortened(text))' is not a mount. Write /host:/path, name:/path or /path, and :ro to protect it."
            )
        }
        if parts.count == 1 { return Mount(kind: .volume, source: "", target: parts[0]) }
        let isReadOnly = try access(parts.count == 3 ? parts[2] : "rw")
        let source = parts[0]
        let isPath = source.hasPrefix("/") || source.hasPrefix(".") || source.hasPrefix("~")
        return Mount(
            kind: isPath ? .bind : .volume, source: isPath ? resolve(source) : source, target: parts[1],
            isReadOnly: isReadOnly)
    }

    /// Reads `--mount`: `type=bind,source=/host,target=/path[,readonly]`.
    static func mount(_ text: String, resolve: (String) -> String) throws(InvalidInput) -> Result {
        var (kind, source, target, isReadOnly) = ("volume", "", "", false)
        var options: [String] = []
        for field in text.split(separator: ",") {
            let pair = field.split(separator: "=", maxSplits: 1).map(String.init)
            let value = pair.count == 2 ? pair[1] : ""
            switch pair[0].lowercased() {
            case "type": kind = value
            case "source", "src": source = value
            case "target", "destination", "dst": target = value
            case "readonly", "ro": isReadOnly = try flag(value, field: pair[0])
            case "tmpfs-size": options.append("size=\(value)")
            case "tmpfs-mode": options.append("mode=\(value)")
            default:
                throw InvalidInput(
                    "--mount",
                    "'\(TextForSentence.shortened(pair[0]))' is no setting of a mount here. Known are: type, source, target, readonly, tmpfs-size, tmpfs-mode."
                )
            }
        }
        guard !target.isEmpty else {
            throw InvalidInput("--mount", "'\(TextForSentence.shortened(text))' lacks target=/path. Add it.")
        }
        if kind != "tmpfs", !options.isEmpty {
            throw InvalidInput("--mount", "tmpfs-size and tmpfs-mode need type=tmpfs. Add it, or leave them out.")
        }
        switch kind {
        case "bind":
            guard !source.isEmpty else { throw InvalidInput("--mount", "A bind mount needs source=/host. Add it.") }
            return .mount(Mount(kind: .bind, source: resolve(source), target: target, isReadOnly: isReadOnly))
        case "volume":
            return .mount(Mount(kind: .volume, source: source, target: target, isReadOnly: isReadOnly))
        case "tmpfs":
            guard source.isEmpty else { throw InvalidInput("--mount", "A tmpfs has no source. Leave it out.") }
            if isReadOnly { options.append("ro") }
            return .tmpfs(path: target, options: options.joined(separator: ","))
        default:
            throw InvalidInput(
                "--mount", "'\(TextForSentence.shortened(kind))' is no type here. Write type=bind, volume or tmpfs.")
        }
    }

    /// Reads `--tmpfs`: `/path[:options]`.
    static func tmpfs(_ text: String) -> (path: String, options: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count == 2 ? parts[1] : "")
    }

    private static func access(_ text: String) throws(InvalidInput) -> Bool {
        switch text {
        case "ro": return true
        case "rw": return false
        default:
            throw InvalidInput(
                "--volume", "'\(TextForSentence.shortened(text))' is no option of a mount here. Write ro or rw.")
        }
    }

    private static func flag(_ text: String, field: String) throws(InvalidInput) -> Bool {
        switch text {
        case "", "true", "1": return true
        case "false", "0": return false
        default: throw InvalidInput("--mount", "\(field)=\(TextForSentence.shortened(text)) is neither true nor false.")
        }
    }
}
