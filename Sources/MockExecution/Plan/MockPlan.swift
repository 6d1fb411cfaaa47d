import JobCore
import JobEngine

/// What a simulated container will do. Decided when it is made and stored with it, so that neither a restart nor a change
/// of the host's settings alters what it wrote and how it ends.
struct MockPlan: Hashable, Sendable, Codable {
    /// From the start call to the running process.
    var delay: Duration
    /// How long it runs; `nil` means until it is stopped or stepped on.
    var duration: Duration?
    /// How it ends when nobody ends it.
    var exitCode: Int
    /// What it writes.
    var log: MockLog
    /// Whether its own end is one for lack of memory; no older file has this and what follows.
    var endsOutOfMemory: Bool?
    /// Whether a followed log breaks off once.
    var breaksLog: Bool?
    /// How much it uses; `nil` means the plain growth.
    var usage: UsageCurve?

    /// Decides about an attempt.
    ///
    /// - Throws: `InvalidInput` when a `MOCK_…` variable of the job cannot be read.
    init(settings: MockSettings, order: LaunchOrder) throws(InvalidInput) {
        let attempt = order.identity.attempt
        let wishes = try MockWishes(order.spec)
        // Always drawn in this order, so that one setting does not change what another one brings about.
        var generator = OutcomeGenerator(
            seed: settings.randomSeed, ordinal: attempt.job.rawValue, attempt: attempt.number)
        let fails = generator.share() < settings.failureRate
        let drawnDelay = settings.delay.drawn(by: &generator)
        let drawnDuration = (wishes.duration ?? settings.duration).drawn(by: &generator)
        let exitShare = generator.share()
        let hangs = generator.share() < settings.timeoutRate
        let lacksMemory = generator.share() < settings.outOfMemoryRate
        breaksLog = generator.share() < settings.disconnectRate ? true : nil
        delay = drawnDelay
        duration = settings.isStepped || hangs ? nil : drawnDuration
        let drawnCode = settings.exitCodes.isEmpty ? 0 : MockExitCode.drawn(exitShare, from: settings.exitCodes)
        exitCode = wishes.exitCode ?? (lacksMemory ? 137 : fails ? 1 : drawnCode)
        endsOutOfMemory = lacksMemory && wishes.exitCode == nil ? true : nil
        if case .levels(let levels) = settings.usage {
            let step = duration.map { $0.inSeconds / Double(levels.count) } ?? 1
            usage = UsageCurve(levels: levels, step: step > 0 ? step : 1)
        }
        log = settings.log.named(job: order.jobName, attempt: attempt)
    }
}

extension MockLog {
    /// The same log with `{job}` and `{name}` filled in.
    fileprivate func named(job name: String, attempt: AttemptID) -> MockLog {
        func filled(_ text: String) -> String {
            text.replacing("{job}", with: "\(attempt)").replacing("{name}", with: name)
        }
        switch self {
        case .pattern(let text, let rate, let errorEvery):
            return .pattern(text: filled(text), rate: rate, errorEvery: errorEvery)
        case .script(let lines):
            return .script(
                lines.map { ScriptLine(offset: $0.offset, stream: $0.stream, text: filled($0.text)) })
        }
    }
}
