public import JobCore

/// An executor that can fetch images (DOCK-06).
public protocol ImagePulling: ContainerExecutor {
    /// Fetches an image with the credentials of the user's docker configuration. Ends after 60 s without any progress.
    ///
    /// - Parameters:
    ///   - platform: `os/arch[/variant]`; `nil` means the engine's own.
    ///   - onProgress: called with a short line for people, at most ten times a second.
    /// - Throws: `imageNotFound`, `unauthorized`, `timeout` or an outage. An error inside the engine's 200 stream is an error.
    func pull(
        _ image: String, platform: String?, onProgress: @escaping @Sendable (String) -> Void
    ) async throws(ExecutorError)
}
