import JobCore

/// The timestamp before every line of a log, read in place: at a million lines a second even an array slice is too much.
enum EngineTimestamp {
    /// Parses `2026-11-20T21:06:31[.fraction](Z|±hh:mm)` at the start of `bytes`.
    ///
    /// Docker writes nine digits of fraction in logs and cuts trailing zeros elsewhere; Podman up to 5.7 writes none.
    /// - Returns: the moment and the count of bytes it took, or nil when there is none.
    @inline(__always)
    static func parse(_ bytes: UnsafeRawBufferPointer) -> (time: EngineTime, length: Int)? {
        guard bytes.count >= 20 else { return nil }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        let year = pair(bytes, 0) * 100 + pair(bytes, 2)
        let month = pair(bytes, 5)
        let day = pair(bytes, 8)
        let hour = pair(bytes, 11)
        let minute = pair(bytes, 14)
        let second = pair(bytes, 17)
        guard year >= 0, (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }

        var index = 19
        var fraction: UInt32 = 0
        if bytes[index] == UInt8(ascii: ".") {
            index += 1
            var digits = 0
            while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit < 10 {
                if digits < 9 { fraction = fraction &* 10 &+ UInt32(digit) }
                digits += 1
                index += 1
            }
            guard digits > 0 else { return nil }
            while digits < 9 {
                fraction = fraction &* 10
                digits += 1
            }
        }
        guard index < bytes.count else { return nil }
        var offset: Int64 = 0
        switch bytes[index] {
        case UInt8(ascii: "Z"):
            index += 1
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard index + 6 <= bytes.count, bytes[index + 3] == UInt8(ascii: ":") else { return nil }
            let hours = pair(bytes, index + 1)
            let minutes = pair(bytes, index + 4)
            guard hours >= 0, minutes >= 0 else { return nil }
            offset = Int64(hours * 3600 + minutes * 60) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
            index += 6
        default:
            return nil
        }
        let clock = Int64(hour * 3600 + minute * 60 + second)
        let seconds = Int64(daysSince1970(year: year, month: month, day: day)) * 86_400 + clock - offset
        return (EngineTime(seconds: seconds, nanoseconds: fraction), index)
    }

    /// Two digits as a number; negative when they are none, so that sums of it fail the range checks.
    @inline(__always)
    private static func pair(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
        let tens = bytes[index] &- UInt8(ascii: "0")
        let ones = bytes[index + 1] &- UInt8(ascii: "0")
        guard tens < 10, ones < 10 else { return -100_000 }
        return Int(tens) * 10 + Int(ones)
    }

    /// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, `days_from_civil`).
    @inline(__always)
    private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
