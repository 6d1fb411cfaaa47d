import Foundation

/// SplitMix64 with a seed that is printed, so that a run can be repeated: `BERTH_TEST_SEED=… swift test`.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    /// - Parameter purpose: named in the output beside the seed.
    init(_ purpose: String) {
        let given = ProcessInfo.processInfo.environment["BERTH_TEST_SEED"].flatMap { UInt64($0) }
        seed = given ?? UInt64.random(in: 0 ... .max)
        state = seed
        print("seed of \(purpose): BERTH_TEST_SEED=\(seed)")
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
