import DockerExecution
import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence

/// Looks at everything that Berth stands on, and changes nothing.
struct Doctor {
    let global: GlobalOptions

    func findings() async -> [Finding] {
        var findings = [Finding.ok("version", "berth \(BerthVersion.text), process \(getpid())")]
        let settings: Settings
        do {
            settings = try global.settings()
            let isThere = FileManager.default.fileExists(atPath: settings.configurationPath)
            findings.append(
                .ok(
                    "configuration",
                    "'\(settings.configurationPath)'" + (isThere ? "" : " is not there; the defaults hold")))
        } catch {
            return findings + [.failure("configuration", "\(error)")]
        }
        findings += await StoreChecks(settings: settings).findings()
        findings += await engine(settings)
        findings += ProcessChecks.findings()
        findings += TerminalChecks(environment: settings.environment).findings()
        return findings
    }

    /// The engine that `docker` would use, whether or not it is a host of the store.
    private func engine(_ settings: Settings) async -> [Finding] {
        do {
            let finding = try await FirstHost.find(settings)
            guard let chosen = finding.chosen, case .answers = chosen.outcome else {
                return [
                    .warning(
                        "engine", finding.sentence,
                        remedy:
                            "Start Docker or Podman, set DOCKER_HOST, or add yourself to the group that owns the socket."
                    )
                ]
            }
            return [.ok("engine", finding.sentence)]
        } catch {
            return [.warning("engine", "\(error)", remedy: "Check DOCKER_HOST and the docker context.")]
        }
    }
}
