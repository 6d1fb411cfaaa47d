import Foundation
import JobCore
import Testing

struct EngineTimeTests {
    @Test(
        "DOCK-10 RFC 3339 with any number of digits and any offset is read exactly",
        arguments: [
            ("1970-01-01T00:00:00Z", moment(0)), ("2026-11-21T02:03:04.5Z", moment(1_795_226_584, 500_000_000)),
            ("2026-11-21T02:03:04.123456789Z", moment(1_795_226_584, 123_456_789)),
            ("2026-11-21T04:03:04.000000001+02:00", moment(1_795_226_584, 1)),
            ("2026-11-20T20:33:04-05:30", moment(1_795_226_584)), ("2024-02-29T12:00:00z", moment(1_709_208_000)),
            ("2000-02-29 00:00:00Z", moment(951_782_400)), ("2016-12-31T23:59:60Z", moment(1_483_228_800)),
            ("1969-12-31T23:59:59.999999999Z", moment(-1, 999_999_999)),
            ("9999-12-31T23:59:59Z", moment(253_402_300_799)),
        ])
    func examples(_ text: String, expected: EngineTime) {
        #expect(EngineTime(rfc3339: text) == expected)
    }

    @Test(
        "DOCK-10 what is no moment, or the engine's never, is nil",
        arguments: [
            "", "0001-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00ZZ",
            "2026-01-01T00:00:00+25:00", "2026-01-01T00:00:00+0100", "2026-1-1T00:00:00Z", "x026-01-01T00:00:00Z",
            "2026-01-01T00:00:00\u{2212}01:00", "٢٠٢٦-01-01T00:00:00Z",
        ])
    func refused(_ text: String) {
        #expect(EngineTime(rfc3339: text) == nil)
    }

    @Test("DOCK-10 every moment is printed so that it is read back the same, and prints sort as moments do")
    func roundTrip() {
        var random = TestSeed.generator("engine time")
        var last: (EngineTime, String)?
        for _ in 0..<5000 {
            // From year 2 to 9999.
            let time = moment(
                Int64.random(in: -62_104_060_800...253_402_300_799, using: &random),
                UInt32.random(in: 0...999_999_999, using: &random))
            let text = time.description
            #expect(EngineTime(rfc3339: text) == time, "\(text)")
            if let (other, print) = last { #expect((time < other) == (text < print)) }
            last = (time, text)
        }
    }

    @Test("DOCK-10 F57 any bytes give a moment that can be printed, or nil")
    func fuzz() {
        var random = TestSeed.generator("engine time fuzz")
        let valid = Array("2026-11-21T02:03:04.123456789+02:00".utf8)
        for _ in 0..<20_000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: index)
                default: bytes.remove(at: index)
                }
            }
            if let time = EngineTime(rfc3339: bytes[...]) {
                #expect(EngineTime(rfc3339: time.description) == time, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test("LOG-01 a Date goes there and back within a microsecond, and the engine's parameter is padded")
    func dates() {
        var random = TestSeed.generator("dates")
        for _ in 0..<2000 {
            let date = Date(timeIntervalSince1970: Double.random(in: -1e9...1e10, using: &random))
            #expect(abs(EngineTime(date).date.timeIntervalSince(date)) < 1e-5)
        }
        #expect(moment(12, 34).engineParameter == "12.000000034")
        #expect(moment(0, 7_000_000).timestamp == "1970-01-01T00:00:00.007Z")
    }
}
