import Foundation
import JobCore
import NIOCore
import NIOHTTP1

/// Recognises the daemon of an engine whose process cannot be seen from here: behind TCP, ssh, or a relay.
///
/// Three things belong to one run of a daemon and end with it: a connection that it accepted, its memory of the last 256
/// events, and the default bridge network, which Docker deletes and makes anew at each start without live-restore (moby's
/// `configureNetworking`; measured on 20.10, also after a kill with a running container). Who answers on the connection of
/// the last look, remembers an event that was seen then, or has the bridge that was there then, is the same daemon; what none
/// shows may be another one. Each look is made on a new connection, since a daemon that ends closes its listener first. No
/// clock of this machine takes part.
actor RemoteSight {
    /// What a look shows.
    struct View: Sendable {
        /// Names one run of the daemon, as far as it could be followed.
        var id: String
        /// The containers that it remembers having started.
        var starts: Set<ExecutionID>
    }

    /// An event by which a daemon is recognised.
    private struct Mark: Hashable {
        var nanoseconds: Int64
        var action: String
        var actor: String

        init?(_ event: WireEvent) {
            guard let time = event.timeNano else { return nil }
            nanoseconds = time
            action = event.action
            actor = event.actor.id
        }
    }

    private static let mostStarts = 2048
    private static let nanosecondsPerSecond: Int64 = 1_000_000_000

    private nonisolated let transport: EngineTransport
    private var line: SightLine?
    private var mark: Mark?
    private var bridge: String?
    private var id = UUID().uuidString
    private var starts: [ExecutionID] = []
    /// The newest look, and whether it has begun.
    private var newest: Task<View, any Error>?
    private var hasBegun = true

    init(_ transport: EngineTransport) {
        self.transport = transport
    }

    /// Looks who answers now. A look that began before the call proves nothing about what came between, so that callers
    /// share the next one, not the one under way: however many ask, one connection is made at a time.
    /// - Throws: `EngineFailure`.
    func look(_ session: EngineSession) async throws -> View {
        if let newest, !hasBegun { return try await newest.value }
        let before = newest
        let task = Task {
            _ = try? await before?.value
            return try await self.begin(session)
        }
        (newest, hasBegun) = (task, false)
        return try await task.value
    }

    private func begin(_ session: EngineSession) async throws -> View {
        hasBegun = true
        return try await lookNow(session)
    }

    private func lookNow(_ session: EngineSession) async throws -> View {
        let fresh = SightLine(transport)
        let ping = try await fresh.get("/_ping")
        guard ping.status == 200 else { throw EngineClient.refusal(ping) }
        var isSame = false
        // Podman's own records keep exit codes; who answers makes no difference there.
        if session.dialect == .docker {
            let events = try await events(on: fresh, session, engineTime: ping.headers.first(name: "Date"))
            isSame = mark.map { mark in events.contains { Mark($0) == mark } } ?? false
            if !isSame, let line { isSame = await line.isAnswered() }
            if !isSame {
                let found = await bridge(on: fresh, session)
                isSame = found != nil && found == bridge
                bridge = found
            }
            if !isSame { starts = [] }
            remember(events)
        } else if let line {
            isSame = await line.isAnswered()
        }
        if !isSame { id = UUID().uuidString }
        line = fresh
        return View(id: id, starts: Set(starts))
    }

    /// The default network's id, where it tells one run of the daemon from the next.
    private func bridge(on line: SightLine, _ session: EngineSession) async -> String? {
        do {
            let info = try await line.get("/v\(session.version)/info", deadline: .seconds(5))
            guard info.status == 200,
                try JSONGate.decode(WireInformation.self, from: info.body).hasLiveRestore == false
            else { return nil }
            let reply = try await line.get("/v\(session.version)/networks/bridge", deadline: .seconds(5))
            guard reply.status == 200, line.isUnbroken else { return nil }
            return try JSONGate.decode(WireNetwork.self, from: reply.body).id
        } catch {
            return nil
        }
    }

    /// The events that the daemon remembers, from the mark on.
    private func events(on line: SightLine, _ session: EngineSession, engineTime: String?) async throws -> [WireEvent] {
        // An end that lies in the future would be waited for: the engine's own clock says what is past.
        let now = engineTime.flatMap(Self.seconds(inHTTPDate:)) ?? 1
        // A clock that was set back makes a time to come of the mark.
        if let seen = mark, seen.nanoseconds / Self.nanosecondsPerSecond > now + 2 { mark = nil }
        let since = mark?.nanoseconds ?? Self.nanosecondsPerSecond
        let until = max(since, now &* Self.nanosecondsPerSecond)
        let reply = try await line.get(
            "/v\(session.version)/events?since=\(Self.text(since))&until=\(Self.text(until))", deadline: .seconds(5))
        guard reply.status == 200 else { throw EngineClient.refusal(reply) }
        var decoder = JSONLineDecoder<WireEvent>()
        try reply.body.withUnsafeReadableBytes { try decoder.decode($0) }
        try decoder.finish()
        return decoder.hasBatch ? decoder.takeBatch() : []
    }

    private func remember(_ events: [WireEvent]) {
        for event in events where event.action == "start" { starts.append(ExecutionID(event.actor.id)) }
        if starts.count > Self.mostStarts { starts.removeFirst(starts.count - Self.mostStarts) }
        if let newest = events.last(where: { $0.timeNano != nil }) { mark = Mark(newest) ?? mark }
    }

    private static func text(_ nanoseconds: Int64) -> String {
        let rest = String(nanoseconds % nanosecondsPerSecond)
        return "\(nanoseconds / nanosecondsPerSecond)." + String(repeating: "0", count: 9 - rest.count) + rest
    }

    /// `Sat, 21 Nov 2026 20:02:38 GMT` (RFC 9110), in seconds since 1970.
    static func seconds(inHTTPDate text: String) -> Int64? {
        let fields = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard fields.count == 6, let month = months.firstIndex(of: String(fields[2])) else { return nil }
        let time = String(format: "%02d", month + 1)
        return EngineTime(rfc3339: "\(fields[3])-\(time)-\(fields[1])T\(fields[4])Z")?.seconds
    }
}
