import Foundation
import Glibc
import JobCore
import Subprocess

/// systemd, as far as it is there: of this user, or of the machine.
struct ServiceManager {
    let isSystem: Bool
    let home: String
    let environment: [String: String]

    /// Where a unit is written.
    func path(of name: String) -> String {
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/.config"
        return (isSystem ? "/etc/systemd/system" : "\(configuration)/systemd/user") + "/\(name).service"
    }

    /// Whether this machine was started by systemd (sd_booted(3)).
    static var isThere: Bool { access("/run/systemd/system", F_OK) == 0 }

    /// Runs `systemctl`.
    ///
    /// - Throws: `CommandFailure` with its own words.
    func control(_ arguments: String...) async throws {
        let all = (isSystem ? [] : ["--user"]) + arguments
        let line = "systemctl \(all.joined(separator: " "))"
        do {
            let record = try await Subprocess.run(
                .name("systemctl"), arguments: .init(all), input: .none, output: .discarded,
                error: .string(limit: 16 << 10))
            guard !record.terminationStatus.isSuccess else { return }
            let words = record.standardError.split(separator: "\n").last.map(String.init) ?? "it gave no reason."
            throw CommandFailure("'\(line)' failed: \(TerminalSafe.text(words))")
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("'\(line)' could not be run. Is systemd there and in PATH?")
        }
    }

    /// What to do where there is no systemd.
    static func advice(_ line: String) -> String {
        "There is no systemd on this machine. Have its service manager run `\(line)` and send SIGTERM to end it; or put '@reboot \(line)' into `crontab -e`."
    }
}
