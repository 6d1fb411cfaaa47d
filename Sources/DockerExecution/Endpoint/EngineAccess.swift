import JobCore

/// An endpoint with what it takes to use it: TLS for `tcp://`, or the explicit will to do without.
public struct EngineAccess: Hashable, Sendable {
    /// Where the engine listens.
    public var endpoint: EngineEndpoint
    /// The files of TLS; `nil` for a plain line.
    public var tls: TLSFiles?
    /// Whether a plain line over a network is meant: who can listen there can run anything on the engine's machine.
    public var allowsPlaintext: Bool

    /// An endpoint as it is.
    public init(_ endpoint: EngineEndpoint, tls: TLSFiles? = nil, allowsPlaintext: Bool = false) {
        self.endpoint = endpoint
        self.tls = tls
        self.allowsPlaintext = allowsPlaintext
    }

    /// The options of a host that are read here.
    public static let keys = ["plaintext", "tls", "tlsCA", "tlsCert", "tlsKey"]

    /// Reads what a host is told: its endpoint and its options.
    /// - Throws: `InvalidInput` that names the endpoint or the option.
    init(_ host: JobHost) throws(InvalidInput) {
        do throws(ExecutorError) {
            endpoint = try EngineEndpoint(parsing: host.endpoint)
        } catch {
            throw InvalidInput("endpoint", error.message)
        }
        let options = host.options
        let files = TLSFiles(authority: options["tlsCA"], certificate: options["tlsCert"], key: options["tlsKey"])
        let isNamed = try Self.flag("tls", options)
        if isNamed == false, files != TLSFiles() {
            throw InvalidInput(
                "tls", "'false' goes with no tlsCA, tlsCert or tlsKey. Take these out, or take tls=false out.")
        }
        tls = isNamed ?? (files != TLSFiles()) ? files : nil
        allowsPlaintext = try Self.flag("plaintext", options) ?? false
        try checkProtection()
    }

    private static func flag(_ key: String, _ options: [String: String]) throws(InvalidInput) -> Bool? {
        guard let text = options[key] else { return nil }
        guard let flag = Bool(text) else {
            throw InvalidInput(key, "'\(TextForSentence.shortened(text))' is neither true nor false.")
        }
        return flag
    }

    /// Whether it is a plain line over a network that nobody asked for (S20).
    public var needsConsent: Bool {
        guard case .tcp = endpoint else { return false }
        return tls == nil && !endpoint.isLoopback && !allowsPlaintext
    }

    /// - Throws: `InvalidInput` for TLS where there is none, and for a plain line over a network that nobody asked for (S20).
    func checkProtection() throws(InvalidInput) {
        guard case .tcp = endpoint else {
            guard tls == nil else {
                throw InvalidInput(
                    "tls",
                    "'\(endpoint)' has no TLS: only tcp:// has. Take the TLS options "
                        + "out; of a host that has them, by `berth host edit NAME --unset tls`.")
            }
            return
        }
        guard needsConsent else { return }
        throw InvalidInput(
            "endpoint",
            "'\(endpoint)' would be reached without encryption: whoever listens on the way could run anything there. "
                + "Use TLS (--tls-ca, --tls-cert, --tls-key) or ssh://, or say --plaintext if you mean it.")
    }

    /// What a host has to be told to be reached this way.
    public var hostOptions: [String: String] {
        var options: [String: String] = [:]
        if let tls {
            options["tls"] = "true"
            options["tlsCA"] = tls.authority
            options["tlsCert"] = tls.certificate
            options["tlsKey"] = tls.key
        }
        if allowsPlaintext { options["plaintext"] = "true" }
        return options
    }

    /// The port of `tcp://`.
    var port: Int {
        guard case .tcp(_, let port) = endpoint else { return 0 }
        return port ?? (tls == nil ? 2375 : 2376)
    }
}
