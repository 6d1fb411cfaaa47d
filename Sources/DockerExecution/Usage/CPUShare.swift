import Foundation
import JobCore

extension UsageSample {
    /// The CPU in use between two samples, 100 being one core; 0 when nothing was used or no time has passed (DOCK-12).
    ///
    /// The same figure as `docker stats`: there the whole machine's CPU time over the interval, divided by its cores,
    /// stands for the interval that is measured by the clock here.
    static func cpuPercent(cpuSeconds: Double, at: Date, after previous: UsageSample?) -> Double? {
        guard let previous else { return nil }
        let interval = at.timeIntervalSince(previous.at)
        let used = cpuSeconds - previous.cpuSeconds
        return interval > 0 && used > 0 ? used / interval * 100 : 0
    }
}
