import JobCore

extension EngineTime {
    /// This moment and `duration` later, exact to the nanosecond.
    func advanced(by duration: Duration) -> EngineTime {
        let (seconds, attoseconds) = duration.components
        let sum = Int64(nanoseconds) + attoseconds / 1_000_000_000
        let carry = sum >= 1_000_000_000 ? Int64(1) : (sum < 0 ? -1 : 0)
        return EngineTime(
            seconds: self.seconds + seconds + carry, nanoseconds: UInt32(sum - carry * 1_000_000_000))
    }

    /// How long it is from here to `other`; negative when that lies before.
    func duration(to other: EngineTime) -> Duration {
        .seconds(other.seconds - seconds) + .nanoseconds(Int64(other.nanoseconds) - Int64(nanoseconds))
    }
}
