import Foundation
public import JobCore
public import JobEngine
import NIOCore
import NIOPosix

extension DockerExecutor: HostProbing {
    /// So much may two clocks differ before it is told.
    private static let fairSkew: TimeInterval = 5

    /// Resolves the name, connects or logs in, verifies TLS, agrees on a version, asks what the engine can do and what time it
    /// has. A step that an endpoint does not have is left out.
    public func probe() async -> [ProbeStep] {
        var steps: [ProbeStep] = []
        do {
            try await probeWay(&steps)
            let (session, took) = try await client.ping(deadline: EngineClient.connectDeadline)
            if let certificate = await probeCertificate() { steps.append(certificate) }
            let dialect = session.dialect == .podman ? "Podman" : "Docker"
            steps.append(
                ProbeStep(
                    "version",
                    "\(session.server), \(dialect) API \(session.version), answered in \(Self.milliseconds(took))"))
            let information = try await askInformation()
            steps.append(ProbeStep("capabilities", Self.words(for: information)))
            steps.append(Self.clock(information, now: Date()))
        } catch {
            let failure = EngineFailure.classify(error, deadline: EngineClient.connectDeadline)
            let sentence = sentence(.ping).error(for: failure).message
            steps.append(ProbeStep(Self.stepThatFailed(failure, steps), .failed, sentence))
        }
        return steps
    }

    /// The way to where the engine listens.
    private func probeWay(_ steps: inout [ProbeStep]) async throws {
        let clock = ContinuousClock()
        let began = clock.now
        switch client.endpoint {
        case .unix(let path):
            switch SocketOwner.judge(path) {
            case .fine: steps.append(ProbeStep("socket", path))
            case .suspicious(let reason): steps.append(ProbeStep("socket", .warning, reason))
            case .refused(let reason): throw EngineFailure.unreachable(.other(reason))
            }
        case .tcp(let host, _):
            let port = client.transport.access.port
            let address = try await BlockingWork.run { () throws(EngineFailure) -> String? in
                guard let address = try? SocketAddress.makeAddressResolvingHost(host, port: port) else {
                    throw .unreachable(.unresolved(host))
                }
                return address.ipAddress
            }
            steps.append(ProbeStep("resolve", address ?? host))
            let asked = clock.now
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(EngineClient.connectDeadline)).connect(host: host, port: port).get()
            steps.append(ProbeStep("connect", "port \(port), in \(Self.milliseconds(clock.now - asked))"))
            try? await channel.close().get()
            if client.transport.access.tls == nil, !client.endpoint.isLoopback {
                steps.append(ProbeStep("TLS", .warning, "none: whoever listens on the way can run anything there"))
            }
        case .ssh(let target):
            _ = try await client.transport.address()
            steps.append(ProbeStep("ssh", "logged in at \(target.host) in \(Self.milliseconds(clock.now - began))"))
        }
    }

    private func probeCertificate() async -> ProbeStep? {
        guard client.transport.tls != nil, case .tcp(let host, _) = client.endpoint else { return nil }
        let end = await CertificateDoubt.validUntil(host, client.transport.access.port)
        return ProbeStep("TLS", "verified" + (end.map { ", its certificate is valid until \($0)" } ?? ""))
    }

    /// The step on which an error was found, by the kind of error.
    private static func stepThatFailed(_ error: any Error, _ steps: [ProbeStep]) -> String {
        switch error as? EngineFailure {
        case .unreachable(.unresolved): "resolve"
        case .unreachable, .timedOut: "connect"
        case .tunnel: "ssh"
        case .untrusted: "TLS"
        default: steps.contains { $0.name == "version" } ? "capabilities" : "version"
        }
    }

    private static func words(for information: WireInformation) -> String {
        let can = capabilities(of: information)
        var parts = Capability.allCases.filter(can.contains).map(\.words)
        let lacks = Capability.allCases.filter { !can.contains($0) }.map(\.words)
        if let cores = information.cores { parts.insert("\(cores) cores", at: 0) }
        if let memory = information.memory { parts.insert("\(ByteCount(rawValue: memory))", at: 1) }
        return parts.joined(separator: ", ") + (lacks.isEmpty ? "" : "; not \(lacks.joined(separator: ", "))")
    }

    private static func clock(_ information: WireInformation, now: Date) -> ProbeStep {
        guard let time = information.systemTime.flatMap({ EngineTime(rfc3339: $0) }) else {
            return ProbeStep("clock", "the engine does not tell its time")
        }
        let skew = time.date.timeIntervalSince(now)
        let words = String(format: "%.1f s %@ of this machine's", abs(skew), skew < 0 ? "behind" : "ahead")
        return abs(skew) <= fairSkew
            ? ProbeStep("clock", "agrees with this machine's")
            : ProbeStep("clock", .warning, words + "; log times and ages differ by as much")
    }

    private static func milliseconds(_ duration: Duration) -> String {
        "\(Int((duration.inSeconds * 1000).rounded(.up))) ms"
    }
}
