import Glibc

/// What the terminal can show.
struct TerminalChecks {
    let environment: [String: String]

    func findings() -> [Finding] {
        guard OutputWriter.stdout.isTerminal else { return [.ok("terminal", "stdout is none here")] }
        var findings: [Finding] = []
        switch environment["TERM"] {
        case nil, "", "dumb":
            findings.append(
                .warning("terminal", "TERM is not set", remedy: "Set it, such as TERM=xterm-256color, for the console.")
            )
        case let term?:
            let colors = environment["NO_COLOR"].map { $0.isEmpty } ?? true ? "" : ", NO_COLOR is set"
            findings.append(.ok("terminal", "\(term), \(OutputWriter.stdout.width ?? 0) columns\(colors)"))
        }
        let locale = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? ""
        let isUTF8 = locale.uppercased().hasSuffix("UTF-8") || locale.uppercased().hasSuffix("UTF8")
        findings.append(
            isUTF8
                ? .ok("locale", locale)
                : .warning(
                    "locale", locale.isEmpty ? "none is set" : "'\(locale)' is not UTF-8",
                    remedy: "Set LANG=C.UTF-8, so that names and frames look right."))
        return findings
    }
}
