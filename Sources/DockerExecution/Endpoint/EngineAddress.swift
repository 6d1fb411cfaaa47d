/// Where a connection to an engine is made in the end: for `ssh://` this end of the tunnel.
enum EngineAddress: Hashable, Sendable {
    case socket(path: String)
    case port(host: String, port: Int, isEncrypted: Bool)

    /// The URL of it for the HTTP client, without a path.
    var url: String {
        switch self {
        case .socket(let path): "http+unix://" + PercentEncoding.encode(path)
        case .port(let host, let port, let isEncrypted):
            (isEncrypted ? "https://" : "http://") + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
        }
    }
}
