import JobCore

/// How a mock host behaves. With no settings at all every job succeeds at once and writes one line (MOCK-03).
///
/// | option of the host | values | default |
/// |---|---|---|
/// | `failureRate` | the share of attempts that exit with 1, 0 to 1 | `0` |
/// | `randomSeed` | a whole number; the same seed gives each job number the same outcome | `0` |
/// | `delay` | from the start call to the running process, `200ms` or `0s..1s` | `0s` |
/// | `duration` | how long a job runs, `5s` or `1s..5s` | `0s`, or the last line of `logScript` |
/// | `advance` | `time`, or `step`: only `MockExecutor.step` moves a container on | `time` |
/// | `logRate` | lines a second, 0 to 100000 | `1` |
/// | `logErrorEvery` | every nth line goes to standard error, 0 for none | `5` |
/// | `logPattern` | text with `{n}` (line), `{job}` (`7.1`), `{name}` | `line {n} of {name}` |
/// | `logScript` | lines `500ms out TEXT` or `2s err TEXT`, ordered, between them `;` or a newline; replaces rate and pattern | none |
public struct MockSettings: Hashable, Sendable {
    /// The share of attempts that fail, 0 to 1.
    public var failureRate: Double
    /// What the outcomes are drawn from, together with the job's number.
    public var randomSeed: UInt64
    /// From the start call to the running process.
    public var delay: DurationRange
    /// How long a job runs.
    public var duration: DurationRange
    /// Whether containers move on by `MockExecutor.step` alone.
    public var isStepped: Bool
    /// What a container writes.
    var log: MockLog

    /// Every job succeeds at once.
    public init() {
        failureRate = 0
        randomSeed = 0
        delay = DurationRange(.zero)
        duration = DurationRange(.zero)
        isStepped = false
        log = .pattern(text: "line {n} of {name}", rate: 1, errorEvery: 5)
    }
}
