public import Foundation
public import JobCore

/// A step of an attempt's life that is recorded before the next one is taken.
public enum AttemptStep: Hashable, Sendable {
    /// Its container exists.
    case prepared(ExecutionID)
    /// Its container was started: the job is `running` and the attempt counts as used.
    case started(EngineTime, EngineWitness?)
    /// Another daemon answers than the one under which its container was known to live.
    case witnessed(EngineWitness)
    /// Its log is durable up to there.
    case logged(LogProgress)
    /// Its host cannot be asked since then; `nil` when it can again.
    case unknownSince(Date?)
    /// Its deadline has passed and its end was asked for.
    case timeoutRequested(Date)
}
