import Foundation

/// The random numbers of a test run. The seed is printed; `BERTH_TEST_SEED` repeats a run.
enum TestSeed {
    static let value: UInt64 = {
        let given = ProcessInfo.processInfo.environment["BERTH_TEST_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("JobCoreTests: BERTH_TEST_SEED=\(seed)")
        return seed
    }()

    /// Numbers of its own for each property, so that one test does not change what another one draws.
    static func generator(_ property: String) -> SeededGenerator {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in property.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return SeededGenerator(seed: value ^ hash)
    }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
