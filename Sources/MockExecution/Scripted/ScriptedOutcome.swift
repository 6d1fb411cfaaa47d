public import JobCore

/// What is to become of one launch of a `ScriptedExecutor`.
public enum ScriptedOutcome: Sendable {
    /// It starts, writes its lines and exits at once.
    case exits(code: Int, output: [ScriptedLine] = [], wasOutOfMemory: Bool = false)
    /// It starts and runs until it is stopped (143) or killed (137).
    case runs(output: [ScriptedLine] = [])
    /// It starts, and is removed by a stranger.
    case vanishes
    /// Its container cannot be made.
    case failsToPrepare(ExecutorError)
    /// Its container is made and cannot be started.
    case failsToStart(ExecutorError)
}
