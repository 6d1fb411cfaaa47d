extension JobHost {
    /// Whether its engine is reached over a network without encryption, because somebody said so: whoever listens on the way can
    /// run anything there (S20).
    public var isUnprotected: Bool {
        kind == .docker && endpoint.hasPrefix("tcp://") && options["plaintext"] == "true"
            && !options.keys.contains { $0.hasPrefix("tls") }
    }
}
