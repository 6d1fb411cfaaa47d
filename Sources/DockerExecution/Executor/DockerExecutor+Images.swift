public import JobCore
public import JobEngine

extension DockerExecutor: ImagePulling {
    /// The longest silence in a pull, and the longest pull.
    private static let pullIdleLimit = Duration.seconds(60)
    private static let pullLimit = Duration.seconds(3600)
    private static let progressPause = Duration.milliseconds(100)

    /// Pulls one tag or digest by `POST /images/create`, and looks afterwards whether the image is there.
    ///
    /// Ends after 60 s without any content, and when the host's time for one operation is over, after an hour at most.
    /// - Throws: `imageNotFound`, `unauthorized`, `invalidJob` for what is no image reference, `resource` when the registry
    ///   cannot be reached, or an outage of the engine.
    public func pull(
        _ image: String, platform: String?, onProgress: @escaping @Sendable (String) -> Void
    ) async throws(ExecutorError) {
        let operation = EngineOperation.pull(image: image)
        let call = try await makePull(image, platform: platform)
        try await perform(operation) {
            var progress = PullProgress()
            let clock = ContinuousClock()
            var lastReport = clock.now - Self.progressPause
            try await client.read(
                call, with: JSONLineDecoder<PullLine>(), idleLimit: Self.pullIdleLimit,
                total: min(Self.pullLimit, client.settings.timeout)
            ) { lines in
                for line in lines { try progress.note(line) }
                if clock.now - lastReport >= Self.progressPause {
                    lastReport = clock.now
                    onProgress(progress.summary)
                }
            }
            onProgress(progress.summary)
        }
        memory.forget(image: image)
        // The answer of a pull ends in order in any case; that the image is there proves that it succeeded.
        _ = try await inspectImage(image)
    }

    private func makePull(_ image: String, platform: String?) async throws(ExecutorError) -> EngineCall {
        let reference: ImageReference
        do throws(ImageReferenceError) {
            reference = try ImageReference(parsing: image)
        } catch {
            throw ExecutorError(.invalidJob, "The image '\(image)' cannot be pulled: \(error).")
        }
        guard let registry = reference.registry else {
            throw ExecutorError(
                .imageNotFound,
                "The image '\(image)' is named by its id and not on the host; ids cannot be pulled. Name it by its tag."
            )
        }
        var query = [("fromImage", reference.name), ("tag", reference.pullTag)]
        if let platform { query.append(("platform", platform)) }
        var call = EngineCall(method: .post, path: "/images/create", query: query)
        if let login = try await logins.login(for: registry) {
            call.headers.append(("X-Registry-Auth", try await perform(.pull(image: image)) { try login.headerValue }))
        }
        return call
    }
}
