public import Foundation

/// A moment by an engine's clock, exact to the nanosecond (a `Date` would lose digits that log resume depends on).
public struct EngineTime: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Whole seconds since 1970-01-01 UTC.
    public let seconds: Int64
    /// 0 ..< 1,000,000,000.
    public let nanoseconds: UInt32

    /// Makes a moment from its parts.
    public init(seconds: Int64, nanoseconds: UInt32) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The same moment as `date`, as exact as a `Date` is.
    public init(_ date: Date) {
        let interval = date.timeIntervalSince1970
        let whole = interval.rounded(.down)
        self.init(seconds: Int64(whole), nanoseconds: UInt32(min(999_999_999, (interval - whole) * 1e9)))
    }

    /// The same moment as a `Date`, which keeps about microseconds.
    public var date: Date { Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1e9) }

    /// Orders by time.
    public static func < (left: EngineTime, right: EngineTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// RFC 3339 in UTC with nine digits of fraction.
    public var description: String { "\(timestamp.prefix(19)).\(padded(Int64(nanoseconds), 9))Z" }

    /// RFC 3339 in UTC with milliseconds, for JSON.
    public var timestamp: String {
        let day = seconds.flooredQuotient(86400)
        let inDay = seconds - day * 86400
        let (year, month, dayOfMonth) = civil(fromDays: day)
        let clock = "\(padded(inDay / 3600, 2)):\(padded(inDay % 3600 / 60, 2)):\(padded(inDay % 60, 2))"
        let fraction = padded(Int64(nanoseconds / 1_000_000), 3)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T\(clock).\(fraction)Z"
    }

    /// `seconds.nanoseconds`, as the Engine API takes `since` and `until`.
    public var engineParameter: String { "\(seconds).\(padded(Int64(nanoseconds), 9))" }

    /// Reads RFC 3339 with 0 to 9 digits of fraction and `Z` or an offset; `nil` for anything else and for
    /// `0001-01-01T00:00:00Z`, by which the engine says "never" (api.md 1.5).
    public init?(rfc3339 text: some StringProtocol) {
        self.init(rfc3339: Array(text.utf8)[...])
    }

    /// Reads RFC 3339 from bytes; see `init(rfc3339:)` for text. Hand-written because every line of every log has one.
    public init?(rfc3339 bytes: ArraySlice<UInt8>) {
        var reader = DigitReader(bytes)
        guard let year = reader.number(4), reader.skip(0x2D), let month = reader.number(2), reader.skip(0x2D),
            let day = reader.number(2), reader.skipOne(of: 0x54, 0x74, 0x20), let hour = reader.number(2),
            reader.skip(0x3A), let minute = reader.number(2), reader.skip(0x3A), let second = reader.number(2),
            (1...12).contains(month), (1...length(ofMonth: month, in: year)).contains(day), hour < 24, minute < 60,
            second < 61
        else { return nil }
        let nanoseconds = reader.skip(0x2E) ? reader.fraction() : 0
        guard let nanoseconds, let offset = reader.offset(), reader.isAtEnd, year > 1 else { return nil }
        let days = days(fromCivil: Int64(year), Int64(month), Int64(day))
        let clock = Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)
        self.init(seconds: days * 86400 + clock - offset, nanoseconds: nanoseconds)
    }
}

/// Reads the fixed fields of a timestamp.
private struct DigitReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    private func digit() -> Int? {
        guard position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) else { return nil }
        return Int(bytes[position] - 0x30)
    }

    mutating func number(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let next = digit() else { return nil }
            value = value * 10 + next
            position += 1
        }
        return value
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.endIndex, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func skipOne(of first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        skip(first) || skip(second) || skip(third)
    }

    mutating func fraction() -> UInt32? {
        var value: UInt32 = 0
        var scale: UInt32 = 1_000_000_000
        while let next = digit() {
            guard scale > 1 else { return nil }
            scale /= 10
            value += UInt32(next) * scale
            position += 1
        }
        return scale == 1_000_000_000 ? nil : value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip(0x5A) || skip(0x7A) { return 0 }
        let isEast = skip(0x2B)
        guard isEast || skip(0x2D), let hours = number(2), skip(0x3A), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        let seconds = Int64(hours * 3600 + minutes * 60)
        return isEast ? seconds : -seconds
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

private func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// Days since 1970-01-01 of a civil date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
private func days(fromCivil year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

/// The civil date of a day (same source, civil_from_days).
private func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.flooredQuotient(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
}
