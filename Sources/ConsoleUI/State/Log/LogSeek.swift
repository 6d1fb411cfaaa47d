/// A place in a log that is known by what stands there, not by its number.
public enum LogSeek: Equatable, Sendable {
    /// The line that is so many matching lines further down, or further up where `steps` is negative; goes on at the
    /// other end. From the end of the log where `from` is `nil`. 0 steps is the line itself if it matches, else the next.
    case match(from: LogPlace?, steps: Int)
    /// The first line of the next run of lines of standard error; goes on from the beginning.
    case errorBlock(after: LogPlace?)
    /// The first line of so many last seconds, counted back from the newest line.
    case last(seconds: Int64)
}
