/// What became of an attempt whose container is over (decisions 2, I5). Pure: the same evidence gives the same verdict.
public enum Verdict: Hashable, Sendable {
    /// The exit code is the container's own.
    case exited(code: Int, reason: ExitReason)
    /// The end came with a fault of the engine, or cannot be proven; the sentence says what is known.
    case faulted(reason: ExitReason, sentence: String)
    /// Ask again after the delay: a code that nobody asked for may be the first sign of an engine that goes down.
    case hold(Duration)

    /// What is known when a verdict is due.
    public struct Evidence: Hashable, Sendable {
        /// The container's exit code.
        public var code: Int
        /// Whether the kernel killed something in it for memory.
        public var wasOutOfMemory: Bool
        /// When the container started, by the engine.
        public var startedAt: EngineTime?
        /// When it ended, by the engine.
        public var finishedAt: EngineTime?
        /// The engine's daemon that answers now.
        public var engine: EngineIncarnation
        /// Under which daemon the container is known to have lived; `nil` when no worker lived to see its start.
        public var witness: EngineWitness?
        /// Whether Berth itself asked the engine to end the container.
        public var wasEndRequested: Bool
        /// Whether the daemon that answers remembers that it started this container itself.
        public var isStartRemembered: Bool
        /// Whether the same daemon still answered `holdPeriod` after the exit was first seen.
        public var hasBeenHeld: Bool

        /// Gathers what is known.
        public init(
            code: Int, wasOutOfMemory: Bool, startedAt: EngineTime?, finishedAt: EngineTime?,
            engine: EngineIncarnation, witness: EngineWitness?, isStartRemembered: Bool = false,
            wasEndRequested: Bool, hasBeenHeld: Bool
        ) {
            self.code = code
            self.wasOutOfMemory = wasOutOfMemory
            self.startedAt = startedAt
            self.finishedAt = finishedAt
            self.engine = engine
            self.witness = witness
            self.isStartRemembered = isStartRemembered
            self.wasEndRequested = wasEndRequested
            self.hasBeenHeld = hasBeenHeld
        }
    }

    /// How long a 137 or 143 that nobody asked for is held.
    public static let holdPeriod = Duration.seconds(2)

    /// Judges an exit.
    public static func judge(_ evidence: Evidence) -> Verdict {
        let own = Verdict.exited(
            code: evidence.code, reason: evidence.code != 0 && evidence.wasOutOfMemory ? .outOfMemory : .appExit)
        if evidence.engine.keepsExitCodes { return own }
        switch restart(evidence) {
        case .none:
            let isSuspicious = (evidence.code == 137 || evidence.code == 143) && !evidence.wasOutOfMemory
            if isSuspicious, !evidence.wasEndRequested, !evidence.hasBeenHeld { return .hold(holdPeriod) }
            return own
        case .before(let daemonStart):
            guard let finishedAt = evidence.finishedAt else {
                return .faulted(
                    reason: .lost,
                    sentence: "The engine was restarted while the job ran and does not say when it ended.")
            }
            if finishedAt < daemonStart {
                // The daemon that wrote this code is gone. One that was told to end takes its containers along.
                if (evidence.code == 137 || evidence.code == 143), !evidence.wasEndRequested, !evidence.wasOutOfMemory {
                    return .faulted(reason: .engineRestart, sentence: restartSentence(evidence.code))
                }
                return own
            }
            return .faulted(
                reason: evidence.code == 137 || evidence.code == 143 ? .engineRestart : .lost,
                sentence: restartSentence(evidence.code))
        case .unprovable:
            return .faulted(
                reason: .lost,
                sentence:
                    "The engine may have been replaced while the job ran, and its start cannot be seen from here, so the exit code \(evidence.code) proves nothing."
            )
        }
    }

    fileprivate enum Restart {
        case none
        case before(EngineTime)
        case unprovable
    }

    fileprivate static func restart(_ evidence: Evidence) -> Restart {
        // What the daemon under which it lived says of its end, it has seen.
        if let witness = evidence.witness, witness.daemon == evidence.engine.id { return .none }
        // A daemon forgets at its end what it did: who remembers the start was there all the time.
        if evidence.isStartRemembered { return .none }
        guard let daemonStart = evidence.engine.startedAt else { return .unprovable }
        if let witness = evidence.witness { return .before(min(witness.replacedAt ?? daemonStart, daemonStart)) }
        guard let startedAt = evidence.startedAt else { return .before(daemonStart) }
        return daemonStart <= startedAt ? .none : .before(daemonStart)
    }

    private static func restartSentence(_ code: Int) -> String {
        "The engine was restarted while the job ran; the exit code \(code) it reports may come from the restart, not from the job."
    }
}

extension Verdict.Evidence {
    /// Whether the container may have written while nobody read: its daemon was replaced, and it was not seen to live on
    /// under the new one (F20, F21).
    public var outputMayHaveGaps: Bool {
        if engine.keepsExitCodes { return false }
        if case .none = Verdict.restart(self) { return false }
        return true
    }
}
