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
        }
        return configuration
    }

    private static func certificates(_ path: String, _ field: String) throws(InvalidInput) -> [NIOSSLCertificate] {
        try checkPath(path, field)
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(path), !certificates.isEmpty else {
            throw InvalidInput(field, "'\(path)' holds no certificate in PEM form, or cannot be read.")
        }
        return certificates
    }

    private static func privateKey(_ path: String) throws(InvalidInput) -> NIOSSLPrivateKey {
        try checkPath(path, "--tls-key")
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw InvalidInput("--tls-key", "'\(path)' cannot be read: \(String(cString: strerror(errno))).")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw InvalidInput(
                "--tls-key", "Others can read the key '\(path)'. Make it yours alone: chmod 600 '\(path)'.")
        }
        guard let key = try? NIOSSLPrivateKey(file: path, format: .pem) else {
            throw InvalidInput(
                "--tls-key", "'\(path)' holds no key in PEM form without a passphrase, or cannot be read.")
        }
        return key
    }

    private static func checkPath(_ path: String, _ field: String) throws(InvalidInput) {
        guard path.hasPrefix("/") else {
            throw InvalidInput(
                field, "'\(TextForSentence.shortened(path))' is not absolute: a worker runs in another directory.")
        }
    }
}
