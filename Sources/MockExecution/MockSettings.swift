public import JobCore

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
/// | `exitCodes` | exit codes with their shares, `0:90,1:8,42:2`, of attempts that `failureRate` does not fail | `0:1` |
/// | `timeoutRate` | the share of attempts that never end by themselves, 0 to 1 | `0` |
/// | `oomRate` | the share of attempts that end with 137, out of memory, 0 to 1 | `0` |
/// | `cleanupFailureRate` | the share of removals that fail, 0 to 1; each try draws again | `0` |
/// | `disconnectRate` | the share of attempts whose followed log breaks off once, 0 to 1 | `0` |
/// | `errorMode` | how every launch fails: one of `MockErrorMode` | none |
/// | `timeoutAfter` | how long a launch takes to fail with `errorMode=timeout` | `0s` |
/// | `maxJobs` | containers at once before a launch is refused, 0 for any number | `0` |
/// | `usage` | `low`, `medium`, `high`, `ramp`, `spike`, or levels from 0 to 1: `0.1,0.5,1` | grows for 10 s |
/// | `cores`, `memory` | of the simulated machine, `8` and `16g` | unknown |
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
    /// The exit codes of attempts that do not fail otherwise, with their weights.
    public var exitCodes: [MockExitCode]
    /// The share of attempts that never end by themselves.
    public var timeoutRate: Double
    /// The share of attempts that end for lack of memory.
    public var outOfMemoryRate: Double
    /// The share of removals that fail.
    public var cleanupFailureRate: Double
    /// The share of attempts whose followed log breaks off once.
    public var disconnectRate: Double
    /// How every launch fails; `nil` means not.
    public var errorMode: MockErrorMode?
    /// How long a launch takes to fail by its time.
    public var timeoutAfter: Duration
    /// Containers at once; 0 is any number.
    public var maxJobs: Int
    /// How much of its limits a container uses.
    public var usage: MockUsage
    /// Cores of the simulated machine.
    public var cores: Int?
    /// Its memory.
    public var memory: ByteCount?
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
        exitCodes = []
        timeoutRate = 0
        outOfMemoryRate = 0
        cleanupFailureRate = 0
        disconnectRate = 0
        timeoutAfter = .zero
        maxJobs = 0
        usage = .growing
        log = .pattern(text: "line {n} of {name}", rate: 1, errorEvery: 5)
    }
}
