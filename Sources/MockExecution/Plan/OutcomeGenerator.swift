/// Random numbers that depend on nothing but a seed and what they are for, never on timing (decisions 28): SplitMix64
/// (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
struct OutcomeGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// The numbers for one attempt: the job's number is its ordinal of submission.
    init(seed: UInt64, ordinal: Int64, attempt: Int) {
        state = seed
        state = next() ^ UInt64(bitPattern: ordinal)
        state = next() ^ UInt64(bitPattern: Int64(attempt))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including 1.
    mutating func share() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}
