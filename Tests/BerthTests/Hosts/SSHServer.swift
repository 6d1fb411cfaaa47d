import Foundation
import Glibc

/// An OpenSSH server of a test's own on the loopback: own configuration, own keys, own mounts. The client is the real one, with
/// a configuration file that names those keys.
struct SSHServer: Sendable {
    let directory: String
    let port: Int
    let process: WorkerProcess

    /// Lends a server and ends it on every path.
    static func with<Result>(in directory: String, _ body: (SSHServer) async throws -> Result) async throws -> Result {
        let port = Int.random(in: 30_000...39_999)
        try await makeKeys(in: directory, port: port)
        let server = try await start(in: directory, port: port)
        do {
            let result = try await body(server)
            try await server.process.killAndWait()
            return result
        } catch {
            try? await server.process.killAndWait()
            throw error
        }
    }

    /// Starts it, again after `process` was ended.
    static func start(in directory: String, port: Int) async throws -> SSHServer {
        // sshd wants a directory in /run and may not find it: it gets a /run of its own.
        let line = #"mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && exec /usr/sbin/sshd -D -e -f "$0""#
        let process = try await WorkerProcess.start(
            ["-c", line, directory + "/sshd_config"], program: "sh",
            wrapper: ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"],
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], logPath: directory + "/sshd.log")
        try await eventually("the ssh server listens") {
            process.log.contains("Server listening on 127.0.0.1")
        }
        return SSHServer(directory: directory, port: port, process: process)
    }

    private static func makeKeys(in directory: String, port: Int) async throws {
        let script = #"""
            set -eu
            cd "$1"
            ssh-keygen -q -t ed25519 -N '' -C host -f host
            ssh-keygen -q -t ed25519 -N '' -C client -f client
            cp client.pub authorized
            printf '[127.0.0.1]:%s %s\n' "$2" "$(cut -d' ' -f1,2 host.pub)" >known_hosts
            mkdir bin
            printf '%s\n' "Port $2" "ListenAddress 127.0.0.1" "HostKey $1/host" "AuthorizedKeysFile $1/authorized" \
                "StrictModes no" "UsePAM no" "PidFile none" "PasswordAuthentication no" "PermitRootLogin prohibit-password" \
                "AllowStreamLocalForwarding yes" "MaxStartups 100" >sshd_config
            printf '%s\n' "IdentityFile $1/client" "IdentitiesOnly yes" "UserKnownHostsFile $1/known_hosts" \
                "GlobalKnownHostsFile /dev/null" >config
            printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "$1/config" >bin/ssh
            chmod 755 bin/ssh
            """#
        try await ShellCommand.check("bash", ["-c", script, "bash", directory, "\(port)"])
    }

    /// For who calls `ssh`: a real one that knows this server's keys.
    var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": "\(directory)/bin:\(path)", "HOME": directory, "XDG_RUNTIME_DIR": directory]
    }

    /// The clients that were started for it.
    func clients() -> [pid_t] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
        return processes.filter { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            let words = String(decoding: line, as: UTF8.self).split(separator: "\0")
            return words.first == "ssh" && words.contains("\(directory)/config")
                || words.first?.hasSuffix("/ssh") == true
                    && words.contains("\(directory)/config")
        }
    }
}
