import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence

/// The store: directory, database, key, worker, hosts.
struct StoreChecks {
    let settings: Settings

    func findings() async -> [Finding] {
        let directory: StoreDirectory
        do {
            directory = try StoreDirectory.open(settings.storePath, isCreating: false)
        } catch {
            guard error.code == .notFound else { return [.failure("store", error.message)] }
            return [.ok("store", "'\(settings.storePath)' is not there yet; the first job makes it")]
        }
        var findings = [Finding.ok("store", "'\(directory.path)', yours alone, on a local disk"), space(directory)]
        do {
            let runtime = try await Runtime.open(settings, command: "doctor", isCreating: false, isReadOnly: true)
            findings += await database(runtime)
            await runtime.store.close()
        } catch {
            findings.append(.failure("database", CommandFailure(wrapping: error)?.message ?? "\(error)"))
        }
        return findings
    }

    private func space(_ directory: StoreDirectory) -> Finding {
        var volume = statvfs()
        guard statvfs(directory.path, &volume) == 0 else {
            return .warning("disk", "its free space cannot be read", remedy: "Check the file system of the store.")
        }
        let free = ByteCount.bytes(Int64(clamping: UInt64(volume.f_bavail) * UInt64(volume.f_frsize)))
        guard free >= .gigabytes(1) else {
            return .warning(
                "disk", "\(free) are free; logs may take up to 10 GB",
                remedy: "Run `berth cleanup --logs`, or set retention.logTotal.")
        }
        return .ok("disk", "\(free) are free")
    }

    private func database(_ runtime: Runtime) async -> [Finding] {
        var findings: [Finding] = []
        do {
            let version = try await runtime.store.sqliteVersion()
            findings.append(sqlite(version))
            let counts = try await runtime.manager.jobs.counts()
            let total = counts.byStatus.values.reduce(0, +)
            findings.append(.ok("jobs", "\(total), of which \(counts.active) have not ended"))
        } catch {
            findings.append(.failure("database", "\(error)"))
        }
        findings.append(key(runtime.store.keyPath))
        findings.append(
            WorkerLock.isHeld(at: runtime.directory.workerLockPath)
                ? .ok("worker", "one is active\(standby(runtime)); `berth worker status` names it")
                : .ok("worker", "none is active; `berth run` starts one"))
        findings += await NotificationChecks.findings(runtime)
        return findings + (await hosts(runtime))
    }

    /// SQLite 3.7.0 to 3.51.2 can lose pages when two connections reset the write-ahead log at once (reliability.md 0.11).
    private func sqlite(_ version: String) -> Finding {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        let isSafe = parts.count == 3 && (parts[0], parts[1], parts[2]) >= (3, 51, 3)
        let guardWords =
            isSafe ? "has no WAL-reset race" : "has the WAL-reset race; only the worker resets the log, which avoids it"
        return .ok("database", "SQLite \(version), \(guardWords)")
    }

    private func key(_ path: String) -> Finding {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            return .ok("key", "'\(path)' is not there yet; the first secret makes it")
        }
        guard status.st_mode & 0o077 == 0, status.st_uid == geteuid() else {
            return .failure("key", "'\(path)' can be read by others", remedy: "Run `chmod 600 '\(path)'`.")
        }
        return .ok("key", "'\(path)', mode 600; without it sealed secrets cannot be opened")
    }

    private func standby(_ runtime: Runtime) -> String {
        let count = WorkerLock.standbyCount(at: runtime.directory.workerLockPath)
        return count == 0 ? "" : count == 1 ? ", another stands by" : ", \(count) others stand by"
    }

    private func hosts(_ runtime: Runtime) async -> [Finding] {
        do {
            var findings: [Finding] = []
            for host in try await runtime.manager.hosts.list() {
                let subject = "host \(host.name)"
                let health = try await runtime.manager.hosts.check(host.name)
                findings.append(
                    health.isHealthy
                        ? .ok(subject, HealthText.line(host: host.name, health))
                        : .failure(
                            subject, health.failure ?? "not well",
                            remedy: "See `berth host show \(host.name)`; `berth host edit` changes its endpoint."))
            }
            return findings
        } catch {
            return [.failure("hosts", "\(error)")]
        }
    }
}
