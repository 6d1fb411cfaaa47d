import Foundation
import JobCore
import JobEngine

/// The table of `berth stats`.
enum UsageTable {
    static func lines(_ readings: [UsageWatch.Reading], width: Int?, now: Date) -> [String] {
        var table = Table([
            Table.Column(title: "JOB", isRightAligned: true), Table.Column(title: "NAME", isFlexible: true),
            Table.Column(title: "HOST"), Table.Column(title: "CPU", isRightAligned: true),
            Table.Column(title: "MEMORY", isRightAligned: true), Table.Column(title: "LIMIT", isRightAligned: true),
            Table.Column(title: "USED", isRightAligned: true), Table.Column(title: "CPU TIME", isRightAligned: true),
            Table.Column(title: "RUNS FOR", isRightAligned: true), Table.Column(title: "", isFlexible: true),
        ])
        for reading in readings {
            let sample = reading.sample
            let limit = sample?.memoryLimit
            let share = limit.flatMap { limit in
                sample.map { percent(Double($0.memory.rawValue) / Double(max(1, limit.rawValue)) * 100) }
            }
            table.add([
                "\(reading.job.number)", reading.job.name, reading.job.host ?? "",
                sample?.cpuPercent.map(percent) ?? "", sample.map { "\($0.memory)" } ?? "",
                limit.map { "\($0)" } ?? "", share ?? "",
                sample.map { Duration.seconds($0.cpuSeconds).forPeople } ?? "", runtime(reading.job, now),
                reading.failure ?? (reading.job.status == .running ? "" : reading.job.status.rawValue),
            ])
        }
        return table.lines(width: width)
    }

    private static func percent(_ value: Double) -> String {
        let tenths = Int((max(0, value) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    private static func runtime(_ job: Job, _ now: Date) -> String {
        guard let start = job.startedAt, job.status.isLive else { return "" }
        return ResultSentence.length(from: start, to: now)
    }
}
