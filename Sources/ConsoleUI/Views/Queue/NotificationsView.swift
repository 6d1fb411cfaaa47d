import JobCore

/// Who is told of ended jobs, as lines.
struct NotificationsView {
    let state: ConsoleState

    private var width: Int { max(20, min(96, state.size.columns) - 8) }

    var lines: [DetailLine] {
        guard let report = state.queue.notifications else {
            return [DetailLine(state.problems[.notifications] ?? "Reading the configuration.", .dim)]
        }
        let settings = report.settings
        var lines = settings.rules.flatMap(rule)
        if lines.isEmpty { lines = [DetailLine("No rule: the worker tells nobody of ended jobs.", .dim)] }
        lines += [.blank, DetailLine("THIS CONSOLE, FOR WATCHED JOBS (!)", .dim)]
        lines.append(
            settings.command.isEmpty
                ? DetailLine("the bell and the terminal's own notification")
                : DetailLine("bell, notification, and: \(ShellWords.join(settings.command))"))
        lines += [.blank, DetailLine("THE LAST WEEK", .dim)] + trouble(report)
        let place = "Set in \(settings.path), section notify: e opens it. A running worker reads it again at SIGHUP."
        lines += [.blank] + WrappedText.lines(TerminalSafe.text(place), width: width).map { DetailLine($0) }
        return lines
    }

    private func rule(_ rule: NotifyRule) -> [DetailLine] {
        let ends = rule.statuses.map(\.rawValue).sorted().joined(separator: ", ")
        var parts = [rule.statuses.isEmpty ? "every end" : ends]
        if let pattern = rule.namePattern { parts.append("jobs '\(pattern)'") }
        if let group = rule.group { parts.append("group \(group)") }
        parts += rule.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let way: String =
            switch rule.action {
            case .command(let words): "runs \(SecretName.masked(ShellWords.join(words)))"
            // The path of a webhook is often all that keeps it secret.
            case .webhook(let webhook):
                "posts to \(Self.host(webhook.url))" + (webhook.secretFile == nil ? "" : ", signed")
            }
        return [DetailLine(TerminalSafe.text(rule.name), .strong)] + wrapped(parts.joined(separator: ", "))
            + wrapped(way)
    }

    /// `https://example.org`
    private static func host(_ url: String) -> String {
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return "a webhook" }
        // A name and a password may stand before it.
        return "\(parts[0])//\(parts[2].split(separator: "@").last ?? "")"
    }

    private func trouble(_ report: NotificationReport) -> [DetailLine] {
        guard report.failed > 0 || report.retrying > 0 else { return [DetailLine("Nothing failed.", .good)] }
        var lines: [DetailLine] = []
        if report.failed > 0 { lines.append(DetailLine("\(report.failed) given up", .bad)) }
        if report.retrying > 0 { lines.append(DetailLine("\(report.retrying) waiting for another try", .warning)) }
        if let error = report.error { lines += wrapped("the newest: \(error)") }
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        return lines
            + report.failures.flatMap { event in
                let job = event.job.map { "job \($0)  " } ?? ""
                return wrapped("\(clock.seconds(event.at, now: state.now))  \(job)\(event.detail ?? "")", .dim)
            }
    }

    private func wrapped(_ text: String, _ role: DetailLine.Role = .text) -> [DetailLine] {
        WrappedText.lines(TerminalSafe.text(text), width: width - 2).map { DetailLine("  " + $0, role) }
    }

    func draw(_ cursor: ListCursor, on painter: inout Painter) {
        painter.list(
            lines.map { $0.pieces(painter.theme) }, cursor: cursor, title: "Notifications", layout: state.layout)
    }
}
