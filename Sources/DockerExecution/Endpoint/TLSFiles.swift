import Foundation
import Glibc
import JobCore
import NIOSSL

/// The files of a TLS connection to an engine. The engine's certificate is always verified: there is no way around it (S20).
public struct TLSFiles: Hashable, Sendable {
    /// Certificates that sign the engine's; `nil` for those that this machine trusts.
    public var authority: String?
    /// Berth's own certificate.
    public var certificate: String?
    /// Its key.
    public var key: String?

    /// The names that Docker gives them in a directory (`DOCKER_CERT_PATH`); those that are there.
    init(inDirectory directory: String) {
        func file(_ name: String) -> String? {
            let path = directory + "/" + name
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
        self.init(authority: file("ca.pem"), certificate: file("cert.pem"), key: file("key.pem"))
    }

    init(authority: String? = nil, certificate: String? = nil, key: String? = nil) {
        self.authority = authority
        self.certificate = certificate
        self.key = key
    }

    /// Reads the files.
    /// - Throws: `InvalidInput` for a file that cannot be read, is none of its kind, or is a key that others can read.
    func load() throws(InvalidInput) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.certificateVerification = .fullVerification
        if let authority {
            let certificates = try Self.certificates(authority, "--tls-ca")
            configuration.trustRoots = .certificates(certificates)
        }
        guard (certificate == nil) == (key == nil) else {
            throw InvalidInput(
                key == nil ? "--tls-key" : "--tls-cert",
                "A certificate and its key go together. Give both --tls-cert and --tls-key, or neither.")
        }
        if let certificate, let key {
            configuration.certificateChain = try Self.certificates(certificate, "--tls-cert").map { .certificate($0) }
            configuration.privateKey = .privateKey(try Self.privateKey(key))
            try Self.checkPair(configuration, certificate, key)
        }
        return configuration
    }

    /// Refuses a key that is another certificate's, which the TLS library says only when it makes a line of both.
    private static func checkPair(
        _ configuration: TLSConfiguration, _ certificate: String, _ key: String
    ) throws(InvalidInput) {
        var pair = configuration
        // Who is trusted is another matter, and slow to read.
        pair.trustRoots = .certificates([])
        do {
            _ = try NIOSSLContext(configuration: pair)
        } catch NIOSSLError.failedToLoadPrivateKey {
            throw InvalidInput(
                "--tls-key",
                "'\(key)' is not the key of the certificate '\(certificate)'. Give the two that were made together.")
        } catch {
            throw InvalidInput("--tls-cert", "'\(certificate)' cannot be used with '\(key)': \(error).")
        }
    }

    private static func certificates(_ path: String, _ field: String) throws(InvalidInput) -> [NIOSSLCertificate] {
        try checkPath(path, field)
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
            throw InvalidInput(field, "'\(path)' holds no certificate in PEM form.")
        }
        return certificates
    }

    private static func privateKey(_ path: String) throws(InvalidInput) -> NIOSSLPrivateKey {
        try checkPath(path, "--tls-key")
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw InvalidInput(
                "--tls-key", "Others can read the key '\(path)'. Make it yours alone: chmod 600 '\(path)'.")
        }
        guard let key = try? NIOSSLPrivateKey(file: path, format: .pem) else {
            throw InvalidInput(
                "--tls-key", "'\(path)' holds no key in PEM form without a passphrase.")
        }
        return key
    }

    private static func checkPath(_ path: String, _ field: String) throws(InvalidInput) {
        guard path.hasPrefix("/") else {
            throw InvalidInput(
                field, "'\(TextForSentence.shortened(path))' is not absolute: a worker runs in another directory.")
        }
        guard access(path, R_OK) != 0 else { return }
        let code = errno
        throw InvalidInput(
            field,
            code == ENOENT
                ? "There is no file '\(path)'. Check its name."
                : "'\(path)' cannot be read: \(String(cString: strerror(code))).")
    }
}
