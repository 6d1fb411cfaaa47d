import Foundation

/// A certificate authority of a test's own, made by openssl, and what it has signed. Gone with its directory.
struct TestCertificates: Sendable {
    let directory: String

    func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// Makes an authority with a good server, an expired one, one for another name, and a client; and a second authority.
    static func make(in directory: String) async throws -> TestCertificates {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let script = #"""
            set -eu
            cd "$1"
            authority() {
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
                    -subj "/CN=$1" -keyout "$1-key.pem" -out "$1.pem"
            }
            sign() { # NAME AUTHORITY SAN BEGIN END
                openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
                    -keyout "$1-key.pem" -out "$1.csr"
                printf '%s\n' "[ca]" "default_ca = it" "[it]" "new_certs_dir = ." "database = $1.db" "serial = $1.srl" \
                    "default_md = sha256" "policy = any" "x509_extensions = ext" "unique_subject = no" \
                    "[any]" "commonName = supplied" "[ext]" "subjectAltName = $3" >"$1.cnf"
                : >"$1.db"
                echo "$RANDOM" | od -An -tx1 | tr -d ' \n' >"$1.srl"
                openssl ca -batch -config "$1.cnf" -cert "$2.pem" -keyfile "$2-key.pem" -startdate "$4" -enddate "$5" \
                    -in "$1.csr" -out "$1.pem"
                chmod 600 "$1-key.pem"
            }
            authority ca
            authority other
            past=$(date -u -d '-10 days' +%Y%m%d%H%M%SZ) recent=$(date -u -d '-1 day' +%Y%m%d%H%M%SZ)
            later=$(date -u -d '+20 days' +%Y%m%d%H%M%SZ)
            sign server ca 'IP:127.0.0.1,DNS:localhost' "$past" "$later"
            sign expired ca 'IP:127.0.0.1' "$past" "$recent"
            sign stranger ca 'DNS:elsewhere.example' "$past" "$later"
            sign client ca 'DNS:client' "$past" "$later"
            sign outsider other 'DNS:client' "$past" "$later"
            """#
        try await ShellCommand.check("bash", ["-c", script, "bash", directory], limit: .seconds(60))
        return TestCertificates(directory: directory)
    }

    /// What a host is told to reach an engine that one of these servers stands for.
    var hostOptions: [String: String] {
        ["tlsCA": path("ca.pem"), "tlsCert": path("client.pem"), "tlsKey": path("client-key.pem")]
    }
}
