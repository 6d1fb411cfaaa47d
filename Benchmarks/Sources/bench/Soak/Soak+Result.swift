import Foundation
import JobCore

extension Soak.Result {
    /// What must not grow.
    private var trends: [SoakTrend] {
        guard looks.count >= 3 else { return [] }
        return [
            SoakTrend("resident set of the worker, MB", looks.map(\.resident), tolerance: 2),
            SoakTrend("open files of the worker", looks.map(\.descriptors), tolerance: 3),
            SoakTrend("threads of the worker", looks.map(\.threads), tolerance: 2),
            SoakTrend("jobs in the store (ended ones are deleted)", looks.map(\.rows), tolerance: 5),
            SoakTrend("containers on the engine", looks.map(\.containers), tolerance: 3),
            SoakTrend("write-ahead log, MB", looks.map(\.writeAheadLog), tolerance: 4),
            SoakTrend("memory of the console beside it (Pss), MB", looks.map(\.console), tolerance: 4),
        ]
    }

    /// Whether nothing grew, everything ended as it had to, and nothing was left.
    var isFlat: Bool {
        !trends.isEmpty && trends.allSatisfy(\.isFlat) && wrong.isEmpty && containersLeft == 0
    }

    /// Its part of the page `Benchmarks/SOAK.md`.
    var markdown: String {
        let cpu = (looks.last?.cpu ?? 0) * 1000 / Double(max(1, submitted))
        return """
            ## A busy worker

            One worker with default settings and a console on its jobs for \(Report.text((looks.last?.at ?? 0) / 60, 1)) minutes: \(submitted) jobs
            submitted, \(cancelled) cancelled, \(logsRead) logs read and compared, \(deleted) jobs deleted, each by a command of
            its own. Worker CPU: \(Report.text(cpu, 1)) ms per job.

            \(SoakTrend.table(trends))

            Ended in another way than they had to: \(wrong.isEmpty ? "none" : wrong.prefix(20).joined(separator: "; ")).
            Containers left on the engine: \(containersLeft).

            """
    }
}
