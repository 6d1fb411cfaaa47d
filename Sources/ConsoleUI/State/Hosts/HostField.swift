import JobCore

/// A line of the host form.
public enum HostField: String, CaseIterable, Hashable, Sendable {
    case name, kind, endpoint, slots, weight, region, labels, tlsCA, tlsCert, tlsKey, options

    /// What stands before it.
    var label: String {
        switch self {
        case .tlsCA: "TLS CA"
        case .tlsCert: "TLS cert"
        case .tlsKey: "TLS key"
        default: rawValue
        }
    }

    /// What stands in it while it is empty.
    var hint: String {
        switch self {
        case .name: "letters, digits, '-', '.', '_'"
        case .kind: "docker (Podman, too) or mock"
        case .endpoint: "unix:///run/docker.sock, tcp://HOST:PORT, ssh://USER@HOST"
        case .slots: "jobs at once, 1 to 1000"
        case .weight: "share of the jobs, 1 to 1000"
        case .region: "none"
        case .labels: "name=value, separated by blanks"
        case .tlsCA: "file of certificates that sign the engine's"
        case .tlsCert: "file of our certificate"
        case .tlsKey: "file of its key, which nobody else may read"
        case .options: "name=value, separated by blanks: timeout, maxRetries, …"
        }
    }

    /// The option of a docker host that it is.
    var option: String? {
        switch self {
        case .tlsCA, .tlsCert, .tlsKey: rawValue
        default: nil
        }
    }

    /// The field that a refusal is about: by the words of `berth host add`.
    init?(refusedAs field: String) {
        switch field {
        case "host name": self = .name
        case "--kind": self = .kind
        case "endpoint", "tls": self = .endpoint
        case "--slots": self = .slots
        case "--weight": self = .weight
        case "--region": self = .region
        case "--label": self = .labels
        case "--tls-ca": self = .tlsCA
        case "--tls-cert": self = .tlsCert
        case "--tls-key": self = .tlsKey
        default: self = .options
        }
    }
}
