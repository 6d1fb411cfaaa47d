/// Which jobs the list shows.
public enum JobScope: String, Sendable {
    /// All jobs, the newest first.
    case all
    /// Jobs that have not ended, the oldest first: what runs, then what is next.
    case active
}
