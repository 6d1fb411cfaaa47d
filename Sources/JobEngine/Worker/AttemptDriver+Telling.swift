import Foundation
import JobCore
import Logging

/// What the worker's log and metrics say about an attempt. The names of the fields are stable: `job.id`, `attempt`, `host`,
/// `status`, `reason`, `exit.code`, `seconds`. No command, variable or output of a job ever stands here.
extension AttemptDriver {
    /// Its container runs. One that an earlier worker started was counted there.
    func tellStart(_ time: EngineTime) {
        guard !isAdopted else { return }
        let ready = job.eligibleAt ?? attempt.claimedAt
        services.metrics.countLaunch(on: supervisor.host.name, after: max(0, time.date.timeIntervalSince(ready)))
        services.logger.info("started", metadata: place)
    }

    /// Its end is stored.
    func tellEnd(_ outcome: AttemptOutcome, _ job: Job) {
        services.metrics.countEnd(on: supervisor.host.name, job.status)
        var fields = place
        fields["status"] = "\(job.status)"
        fields["reason"] = "\(outcome.reason.rawValue)"
        if let code = outcome.exitCode { fields["exit.code"] = "\(code)" }
        if let start = outcome.startedAt, let end = outcome.finishedAt {
            fields["seconds"] = "\((end.date.timeIntervalSince(start.date) * 1000).rounded() / 1000)"
        }
        services.logger.info("ended", metadata: fields)
    }

    private var place: Logger.Metadata {
        ["job.id": "\(id.job)", "attempt": "\(id)", "host": "\(supervisor.host.name)"]
    }
}
