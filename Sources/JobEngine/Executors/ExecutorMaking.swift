public import JobCore

/// Makes the executor of a host.
public protocol ExecutorMaking: Sendable {
    /// Makes a new executor; calls nothing on the network.
    ///
    /// - Throws: `InvalidInput` that names the setting of the host which cannot work.
    func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor
}
