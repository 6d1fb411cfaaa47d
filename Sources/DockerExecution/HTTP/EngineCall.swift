import NIOCore

/// One call of the Engine API, as a value.
struct EngineCall: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    var method = Method.get
    /// The path behind the version, percent-encoded, beginning with a slash.
    var path: String
    var query: [(String, String)] = []
    var headers: [(String, String)] = []
    var body: ByteBuffer?
    /// The time for the whole call: connecting, asking, and reading the answer to its end.
    var deadline: Duration = .seconds(10)

    /// Whether making it twice does no more than once: reading, and removing what is gone. (A create is made again by its
    /// name, but by who knows what a conflict means.)
    var isRepeatable: Bool { method != .post && path != "/_ping" }

    /// Path and query, with everything that is not plain in a query encoded.
    var target: String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
    }
}
