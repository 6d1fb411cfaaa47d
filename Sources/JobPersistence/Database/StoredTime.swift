import Foundation
import JobCore

extension Date {
    /// Microseconds since 1970, as dates are stored: integers sort and compare exactly.
    var microseconds: Int64 { Int64((timeIntervalSince1970 * 1e6).rounded()) }

    init(microseconds: Int64) {
        self.init(timeIntervalSince1970: Double(microseconds) / 1e6)
    }
}

extension EngineTime {
    /// Nanoseconds since 1970 in one integer (until 2262; later is cut to then).
    var packed: Int64 {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowAgain) = product.addingReportingOverflow(Int64(nanoseconds))
        return overflow || overflowAgain ? (seconds < 0 ? .min : .max) : sum
    }

    init(packed: Int64) {
        let (quotient, remainder) = packed.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(
            seconds: remainder < 0 ? quotient - 1 : quotient,
            nanoseconds: UInt32(remainder < 0 ? remainder + 1_000_000_000 : remainder))
    }
}

extension Duration {
    /// Whole nanoseconds, as durations are stored.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : product &+ attoseconds / 1_000_000_000
    }
}
