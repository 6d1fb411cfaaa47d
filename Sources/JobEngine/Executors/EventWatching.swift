public import JobCore

/// An executor whose engine tells when something changes.
public protocol EventWatching: ContainerExecutor {
    /// Watches the containers that carry the store's label until cancelled or broken.
    ///
    /// Every event is a hint. `onReady` is called once the engine has accepted the subscription: what happens afterwards is
    /// reported, what happened before must be listed.
    ///
    /// - Throws: an outage when the stream ends; it never ends well by itself.
    func watchEvents(
        store: StoreID, onReady: @escaping @Sendable () -> Void, onEvent: @escaping @Sendable (EngineEvent) -> Void
    ) async throws(ExecutorError)
}
