import Foundation
import JobCore

/// The table of `berth list`.
enum JobTable {
    static func lines(_ jobs: [Job], _ arrays: [JobNumber: JobArray] = [:], width: Int?, now: Date) -> [String] {
        var table = Table([
            Table.Column(title: "JOB", isRightAligned: true), Table.Column(title: "STATUS"),
            Table.Column(title: "NAME", isFlexible: true), Table.Column(title: "IMAGE", isFlexible: true),
            Table.Column(title: "HOST"), Table.Column(title: "QUEUED"), Table.Column(title: "TOOK"),
            Table.Column(title: "RESULT", isFlexible: true),
        ])
        for job in jobs {
            if let array = arrays[job.number] {
                table.add([
                    "\(array.number)", array.status.rawValue, array.name, job.spec.image, "\(array.size) jobs",
                    Timestamp.age(array.createdAt, now: now), "", array.countsInWords,
                ])
                continue
            }
            table.add([
                "\(job.number)", job.isCancelling ? "cancelling" : job.status.rawValue, job.name, job.spec.image,
                job.host ?? "", Timestamp.age(job.createdAt, now: now), duration(job, now),
                job.status.isLive && !job.isCancelling ? "" : ResultSentence.describe(job, now: now),
            ])
        }
        return table.lines(width: width)
    }

    private static func duration(_ job: Job, _ now: Date) -> String {
        guard let start = job.startedAt, job.status.isTerminal || job.status.isLive else { return "" }
        return ResultSentence.length(from: start, to: job.finishedAt ?? now)
    }
}
