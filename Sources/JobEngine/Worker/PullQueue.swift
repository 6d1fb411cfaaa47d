import JobCore

/// Pulls of one host: one per image at a time, three in all; who needs the same image shares one.
actor PullQueue {
    private let executor: any ContainerExecutor
    private let hostName: String
    private let permits = Permits(3)
    private var running: [Key: Task<Result<Void, ExecutorError>, Never>] = [:]
    private var listeners: [Key: [@Sendable (String) -> Void]] = [:]

    private struct Key: Hashable {
        let image: String
        let platform: String?
    }

    init(executor: any ContainerExecutor, hostName: String) {
        self.executor = executor
        self.hostName = hostName
    }

    /// Fetches an image, or joins who is fetching it.
    func pull(
        _ image: String, _ platform: String?, onProgress: @escaping @Sendable (String) -> Void
    ) async throws(ExecutorError) {
        guard let puller = executor as? any ImagePulling else {
            throw ExecutorError(
                .imageNotFound, "Could not fetch image '\(image)': host '\(hostName)' cannot pull. Put the image there."
            )
        }
        let key = Key(image: image, platform: platform)
        listeners[key, default: []].append(onProgress)
        let task = running[key] ?? Task { await self.fetch(key, by: puller) }
        running[key] = task
        try await task.value.get()
    }

    private func fetch(_ key: Key, by puller: any ImagePulling) async -> Result<Void, ExecutorError> {
        await permits.acquire()
        let result: Result<Void, ExecutorError>
        do {
            try await puller.pull(key.image, platform: key.platform) { line in
                Task { await self.tell(key, line) }
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await permits.release()
        running[key] = nil
        listeners[key] = nil
        return result
    }

    private func tell(_ key: Key, _ line: String) {
        for listener in listeners[key] ?? [] { listener(line) }
    }
}
