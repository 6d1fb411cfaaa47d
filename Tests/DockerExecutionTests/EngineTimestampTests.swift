import JobCore
import Testing

@testable import DockerExecution

struct EngineTimestampTests {
    private func parse(_ text: String) -> (EngineTime, Int)? {
        Array(text.utf8).withUnsafeBytes { EngineTimestamp.parse($0) }.map { ($0.time, $0.length) }
    }

    @Test(
        "DOCK-10 times are read to the nanosecond, whatever the count of digits",
        arguments: [
            ("2026-11-20T21:06:31.953323150Z x", 1_795_208_791, 953_323_150, 30),
            ("2026-11-20T21:22:10Z ", 1_795_209_730, 0, 20),
            ("2026-11-20T21:06:31.5Z", 1_795_208_791, 500_000_000, 22), ("1970-01-01T00:00:00.000000001Z", 0, 1, 30),
            ("2024-02-29T23:59:60Z", 1_709_251_200, 0, 20), ("2026-11-20T23:06:31+02:00", 1_795_208_791, 0, 25),
            ("1969-12-31T23:59:59Z", -1, 0, 20), ("2026-11-20T21:06:31.9533231509Z", 1_795_208_791, 953_323_150, 31),
        ])
    func reads(text: String, seconds: Int64, nanoseconds: UInt32, length: Int) throws {
        let (time, used) = try #require(parse(text))
        #expect(time == EngineTime(seconds: seconds, nanoseconds: nanoseconds))
        #expect(used == length)
    }

    @Test(
        "F59 what is no time is refused",
        arguments: [
            "", "2026-11-20T21:06:31", "2026-11-20 21:06:31Z", "2026-13-20T21:06:31Z", "2026-11-20T24:06:31Z",
            "2026-11-2xT21:06:31Z", "2026-11-20T21:06:31.Z", "xxxx-11-20T21:06:31Z", "2026-11-20T21:06:31.123456789",
            "2026-11-20T21:06:31+0200", "2026-11-20T21:06:31+02",
        ])
    func refuses(text: String) {
        #expect(parse(text) == nil)
    }

    @Test("DOCK-10 the two readers of times agree on 5,000 random ones (seed 0x7157)")
    func agrees() throws {
        var generator = SeededGenerator(seed: 0x7157)
        for _ in 0..<5_000 {
            let time = EngineTime(
                seconds: Int64.random(in: -1_000_000_000...40_000_000_000, using: &generator),
                nanoseconds: UInt32.random(in: 0..<1_000_000_000, using: &generator))
            let (parsed, _) = try #require(parse(time.description))
            #expect(parsed == time)
        }
    }
}
