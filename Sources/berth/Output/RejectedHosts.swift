import JobCore

/// Why a job is not on other hosts, for people.
enum RejectedHosts {
    /// One line a host.
    static func lines(_ hosts: [RejectedHost]) -> [String] {
        let width = hosts.map { DisplayWidth.columns(of: $0.host) }.max() ?? 0
        return hosts.map { entry in
            let padding = String(repeating: " ", count: width - DisplayWidth.columns(of: entry.host) + 2)
            return "  " + TerminalSafe.text(entry.host) + padding + TerminalSafe.text(entry.reason)
        }
    }
}
