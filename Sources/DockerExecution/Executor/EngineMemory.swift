import JobCore
import Synchronization

/// What an executor remembers between calls; all of it can be asked for again, so losing it costs only a call.
final class EngineMemory: Sendable {
    private struct State {
        var information: WireInformation?
        var images: [String: (entrypoint: [String], command: [String], until: ContinuousClock.Instant)] = [:]
        /// In two generations, the older of which is dropped when the newer is full.
        var startsSent: (newer: Set<ExecutionID>, older: Set<ExecutionID>) = ([], [])
        var cgroups: [ExecutionID: CgroupUsageReader.Location] = [:]
    }

    private static let imageLifetime = Duration.seconds(60)
    private static let maximumImages = 256
    private static let maximumStarts = 4_096

    private let state = Mutex(State())

    /// Who answers at the endpoint.
    let daemon = DaemonSight()

    var information: WireInformation? {
        get { state.withLock { $0.information } }
        set { state.withLock { $0.information = newValue } }
    }

    /// What an image runs by itself, as far as it was seen within the last minute.
    func defaults(of image: String) -> (entrypoint: [String], command: [String])? {
        state.withLock { state in
            guard let known = state.images[image], known.until > .now else { return nil }
            return (known.entrypoint, known.command)
        }
    }

    func note(_ image: String, entrypoint: [String], command: [String]) {
        state.withLock { state in
            if state.images.count >= Self.maximumImages { state.images.removeAll() }
            state.images[image] = (entrypoint, command, .now + Self.imageLifetime)
        }
    }

    func forget(image: String) {
        state.withLock { _ = $0.images.removeValue(forKey: image) }
    }

    /// Notes that a start is sent. Returns whether none was sent before.
    func noteStart(of id: ExecutionID) -> Bool {
        state.withLock { state in
            guard !state.startsSent.older.contains(id) else { return false }
            if state.startsSent.newer.count >= Self.maximumStarts { state.startsSent = ([], state.startsSent.newer) }
            return state.startsSent.newer.insert(id).inserted
        }
    }

    func cgroup(of id: ExecutionID) -> CgroupUsageReader.Location? {
        state.withLock { $0.cgroups[id] }
    }

    func note(_ location: CgroupUsageReader.Location?, of id: ExecutionID) {
        state.withLock { $0.cgroups[id] = location }
    }

    /// Forgets a container that is gone.
    func forget(_ id: ExecutionID) {
        state.withLock { state in
            state.startsSent.newer.remove(id)
            state.startsSent.older.remove(id)
            state.cgroups.removeValue(forKey: id)
        }
    }
}
