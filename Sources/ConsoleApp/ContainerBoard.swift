import ConsoleUI
import JobCore
import JobEngine

/// What the engines of all hosts hold, as far as they have answered: one question a host is under way at most, and a host
/// that does not answer delays no other.
actor ContainerBoard {
    private let manager: JobManager
    private var found: [String: [ContainerRow]] = [:]
    private var failures: [String: String] = [:]
    private var underWay: [String: Task<Void, Never>] = [:]
    private var samples: [ContainerPlace: [UsageSample]] = [:]

    /// How long an answer waits for hosts; who is slower comes with the next one.
    private static let patience = Duration.milliseconds(120)
    private static let samplesKept = 60

    init(manager: JobManager) {
        self.manager = manager
    }

    /// Asks the hosts anew, and answers what is known.
    ///
    /// - Parameter host: only this one; `nil` for all.
    func list(host: String?) async throws -> ContainerList {
        let names = try await manager.hosts.list().filter { $0.kind == .docker }.map(\.name).filter {
            host == nil || $0 == host
        }
        for name in names where underWay[name] == nil {
            underWay[name] = Task { await ask(name) }
        }
        let tasks = names.compactMap { underWay[$0] }
        let all = Task {
            for task in tasks { await task.value }
        }
        let limit = Task {
            try? await Task.sleep(for: Self.patience)
            return ()
        }
        await Self.first(of: all, limit)
        limit.cancel()
        return ContainerList(
            rows: names.flatMap { found[$0] ?? [] },
            waitingFor: names.filter { found[$0] == nil && failures[$0] == nil },
            failures: failures.filter { names.contains($0.key) })
    }

    /// Waits until one of two has ended; the other goes on.
    private static func first(of one: Task<Void, Never>, _ other: Task<Void, Never>) async {
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        for task in [one, other] {
            Task {
                await task.value
                continuation.yield()
            }
        }
        for await _ in ends { return }
    }

    private func ask(_ name: String) async {
        do {
            let containers = try await manager.containers.list(on: name)
            found[name] = containers.map {
                ContainerRow(host: name, container: $0, isOurs: manager.containers.isOurs($0))
            }
            failures[name] = nil
        } catch {
            found[name] = nil
            failures[name] = String(describing: error)
        }
        underWay[name] = nil
    }

    /// Measures once more, and answers what was measured so far.
    func usage(of place: ContainerPlace) async throws -> [UsageSample] {
        let before = samples[place] ?? []
        let sample = try await manager.containers.usage(of: place.id, on: place.host, after: before.last)
        let all = sample.map { Array((before + [$0]).suffix(Self.samplesKept)) } ?? []
        // Only of the one that is looked at.
        samples = [place: all]
        return all
    }
}
