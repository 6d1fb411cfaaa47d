import Foundation
import JobCore

/// How the OpenSSH client is called: as an argument array, so that no shell ever reads a part of an endpoint.
enum SSHCommand {
    /// Its arguments, beginning with its name.
    ///
    /// - Parameters:
    ///   - target: where to log in, and which socket to bring here.
    ///   - socketPath: where that socket appears on this machine.
    static func arguments(for target: SSHTarget, socketPath: String) -> [String] {
        var arguments = ["ssh", "-N", "-T", "-L", "\(socketPath):\(target.socketPath)"]
        for option in options { arguments += ["-o", option] }
        if let port = target.port { arguments += ["-p", "\(port)"] }
        if let user = target.user { arguments += ["-l", user] }
        return arguments + ["--", target.host]
    }

    /// What stands here wins over the user's configuration, which may name keys, jump hosts and aliases.
    private static let options = [
        // Never ask, and never accept a host key by itself (S23).
        "BatchMode=yes", "StrictHostKeyChecking=yes", "UpdateHostKeys=no",
        // Fail where the forwarding fails, and notice a line that is dead.
        "ExitOnForwardFailure=yes", "ConnectTimeout=10", "ServerAliveInterval=5", "ServerAliveCountMax=3",
        "TCPKeepAlive=yes",
        // One process of our own for one purpose: nothing shared, nothing else forwarded, no command on this side.
        "ControlMaster=no", "ControlPath=none", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no",
        "StreamLocalBindMask=0177", "StreamLocalBindUnlink=yes", "LogLevel=INFO",
    ]

    /// Runs a command that ends when its standard input does: the kernel closes it when the process that holds its other end
    /// dies, however that happens. (The signal at the parent's death that Linux has hangs on a thread, and threads come
    /// and go.)
    static let leash = """
        exec 3<&0 </dev/null
        "$@" 3<&- &
        client=$!
        (read -r _ <&3; kill "$client") 2>/dev/null &
        leash=$!
        exec 3<&-
        wait "$client"
        code=$?
        kill "$leash" 2>/dev/null
        exit "$code"
        """

    /// Why ssh gave up, out of what it wrote, and what to do.
    static func reason(in output: String, target: SSHTarget) -> String {
        let lines = output.split(whereSeparator: \.isNewline).map(String.init)
        func says(_ part: String) -> Bool { output.contains(part) }
        let login =
            "ssh " + (target.port.map { "-p \($0) " } ?? "") + (target.user.map { "\($0)@" } ?? "") + target.host
        // The words of the shell on this machine, whose last they are; ssh itself puts its name in front.
        if let last = lines.last, last.hasSuffix("ssh: not found") || last.hasSuffix("ssh: command not found") {
            return "the OpenSSH client is not installed on this machine, or not in PATH. Install openssh-client"
        }
        if says("REMOTE HOST IDENTIFICATION HAS CHANGED") || says("Offending") {
            return
                "the host key of '\(target.host)' is another one than is known: the machine was replaced, or somebody "
                + "stands in between. Find out which, then correct your known_hosts"
        }
        if says("Host key verification failed") || says("host key is known") {
            return "the host key of '\(target.host)' is not known, and Berth never accepts one by itself. "
                + "Log in once by hand and compare it: \(login)"
        }
        if says("open failed"), let line = lines.last(where: { $0.contains("open failed") }) {
            let why = line.components(separatedBy: "open failed: ").last ?? line
            return "ssh is logged in there, but cannot open '\(target.socketPath)' (\(TerminalSafe.text(why))). "
                + "Does the engine run, and may \(target.user.map { "'\($0)'" } ?? "that user") use it?"
        }
        if says("Permission denied") {
            return "ssh may not log in there (\(TerminalSafe.text(lines.last ?? ""))). "
                + "It needs a key without a passphrase or in an agent: try \(login)"
        }
        if says("Could not resolve hostname") { return "the name '\(target.host)' cannot be resolved" }
        if says("Connection refused") { return "no ssh server listens there" }
        if says("timed out") || says("No route to host") || says("unreachable") {
            return "'\(target.host)' does not answer"
        }
        guard let last = lines.last else { return "ssh ended without a word; try \(login)" }
        return "ssh says: \(TerminalSafe.text(String(last.prefix(300))))"
    }
}
