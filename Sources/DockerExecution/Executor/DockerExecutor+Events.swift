public import JobCore
public import JobEngine

extension DockerExecutor: EventWatching {
    /// Watches by `GET /events`, filtered by the store's label; `onReady` is called when the engine has sent its head.
    /// - Throws: an outage when the stream ends, however it ends.
    public func watchEvents(
        store: StoreID, onReady: @escaping @Sendable () -> Void, onEvent: @escaping @Sendable (EngineEvent) -> Void
    ) async throws(ExecutorError) {
        // By label and type only: Podman's names of the actions differ, and its filter for `die` matches nothing.
        let call = EngineCall(
            path: "/events",
            query: [("filters", #"{"type":["container"],"label":["\#(IdentityLabels.store)=\#(store)"]}"#)])
        try await perform(.events) {
            try await client.read(call, with: JSONLineDecoder<WireEvent>(), onHead: onReady) { events in
                for event in events { onEvent(EngineEvent(event)) }
            }
            throw EngineFailure.cut("the engine ended the stream of events")
        }
    }
}
