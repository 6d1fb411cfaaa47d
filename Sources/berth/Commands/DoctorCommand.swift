import ArgumentParser
import JobCore

/// `berth doctor` (CMD-16).
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at store, engines, limits and terminal; each trouble with its remedy.",
        discussion: """
            Changes nothing; exits with 1 when something cannot work.

            EXAMPLES
              berth doctor
              berth doctor --json
            """)

    private struct Record: Encodable {
        let schemaVersion = JSONText.schemaVersion
        var findings: [Finding]

        private enum CodingKeys: CodingKey { case schemaVersion, findings }
    }

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let findings = await Doctor(global: global).findings()
        let out = OutputWriter.stdout
        if json {
            try await out.line(try JSONText.encode(Record(findings: findings)))
        } else {
            for finding in findings { try await out.write(Array(text(finding).utf8)) }
        }
        if findings.contains(where: { $0.state == .failure }) { throw ExitCode(ExitStatus.failure) }
    }

    private func text(_ finding: Finding) -> String {
        let mark =
            switch finding.state {
            case .ok: "ok  "
            case .warning: "note"
            case .failure: "FAIL"
            }
        let subject = finding.subject + String(repeating: " ", count: max(1, 15 - finding.subject.count))
        let remedy = finding.remedy.map { "\n" + String(repeating: " ", count: 21) + TerminalSafe.text($0) } ?? ""
        return "\(mark)  \(TerminalSafe.text(subject + finding.detail))\(remedy)\n"
    }
}
