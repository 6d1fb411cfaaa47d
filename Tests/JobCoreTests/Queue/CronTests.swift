import Foundation
import Testing

@testable import JobCore

struct CronTests {
    private static let berlin = TimeZone(identifier: "Europe/Berlin")

    private func timetable(_ text: String, _ zone: String = "Europe/Berlin") throws -> CronTimetable {
        CronTimetable(try CronExpression(parsing: text), in: try #require(TimeZone(identifier: zone)))
    }

    private func date(_ text: String) throws -> Date { try #require(EngineTime(rfc3339: text)).date }

    /// The next due times as UTC without seconds.
    private func times(_ text: String, after start: String, _ count: Int, _ zone: String = "Europe/Berlin") throws
        -> [String]
    {
        let timetable = try timetable(text, zone)
        var moment = try date(start)
        var times: [String] = []
        for _ in 0..<count {
            moment = try #require(timetable.next(after: moment))
            times.append(String(EngineTime(moment).timestamp.dropFirst(5).prefix(11)))
        }
        return times
    }

    @Test("QUEUE-13 F78 clocks put forward: a skipped time is due once, right after the gap")
    func forward() throws {
        // 2026-03-29 in Berlin: 02:00 CET becomes 03:00 CEST, which is 01:00 UTC.
        #expect(
            try times("30 2 * * *", after: "2026-03-28T00:00:00Z", 3) == ["03-28T01:30", "03-29T01:00", "03-30T00:30"])
        #expect(try times("*/20 2 * * *", after: "2026-03-28T12:00:00Z", 2) == ["03-29T01:00", "03-30T00:00"])
        #expect(try times("0,30 2,3 29 3 *", after: "2026-03-28T12:00:00Z", 2) == ["03-29T01:00", "03-29T01:30"])
        #expect(
            try times("*/30 * * * *", after: "2026-03-29T00:15:00Z", 4)
                == ["03-29T00:30", "03-29T01:00", "03-29T01:30", "03-29T02:00"])
        #expect(try times("15 * * * *", after: "2026-03-29T00:15:00Z", 2) == ["03-29T01:15", "03-29T02:15"])
    }

    @Test("QUEUE-13 F78 clocks put back: a time that comes twice is due once; every hour goes on in real time")
    func back() throws {
        // 2026-10-25 in Berlin: 03:00 CEST becomes 02:00 CET, which is 01:00 UTC.
        #expect(try times("30 2 * * *", after: "2026-10-24T12:00:00Z", 2) == ["10-25T00:30", "10-26T01:30"])
        #expect(
            try times("*/30 * * * *", after: "2026-10-24T23:45:00Z", 5)
                == ["10-25T00:00", "10-25T00:30", "10-25T01:00", "10-25T01:30", "10-25T02:00"])
        #expect(try times("0 3 * * *", after: "2026-10-24T12:00:00Z", 2) == ["10-25T02:00", "10-26T02:00"])
    }

    @Test("QUEUE-13 F78 leap days, the year 2038, names, lists, steps, and days of month or week")
    func calendar() throws {
        #expect(try times("0 12 29 feb *", after: "2096-03-01T00:00:00Z", 1, "UTC") == ["02-29T12:00"])
        #expect(
            try timetable("0 12 29 2 *", "UTC").next(after: date("2096-03-01T00:00:00Z"))
                == date("2104-02-29T12:00:00Z"))
        #expect(
            try timetable("14 3 19 jan *", "UTC").next(after: date("2038-01-01T00:00:00Z"))
                == date("2038-01-19T03:14:00Z"))
        #expect(
            try times("0 0 13 * fri", after: "2026-02-01T00:00:00Z", 3, "UTC") == [
                "02-06T00:00", "02-13T00:00", "02-20T00:00",
            ])
        #expect(
            try times("0 8 * * mon-fri", after: "2026-11-20T09:00:00Z", 2, "UTC") == ["11-23T08:00", "11-24T08:00"])
        #expect(try times("0 0 * * 7", after: "2026-11-20T09:00:00Z", 1, "UTC") == ["11-22T00:00"])
        #expect(try times("@daily", after: "2026-11-20T09:00:00Z", 1, "Asia/Tokyo") == ["11-20T15:00"])
        #expect(
            try times("10-40/15 0 1 */6 *", after: "2026-11-20T09:00:00Z", 4, "UTC") == [
                "01-01T00:10", "01-01T00:25", "01-01T00:40", "07-01T00:10",
            ])
        // A whole day that never was: Samoa crossed the date line.
        #expect(
            try times("0 12 * * *", after: "2011-12-29T23:00:00Z", 2, "Pacific/Apia") == ["12-30T10:00", "12-30T22:00"])
    }

    @Test(
        "QUEUE-13 what is no expression is refused with its field",
        arguments: [
            ("* * * *", "four fields"), ("60 * * * *", "minute"), ("* 24 * * *", "hour"),
            ("* * 0 * *", "day of the month"),
            ("* * * 13 *", "month"), ("* * * * 8", "day of the week"), ("*/0 * * * *", "minute"),
            ("5/10 * * * *", "minute"),
            ("9-5 * * * *", "minute"), ("1,,2 * * * *", "minute"), ("-1 * * * *", "minute"),
            ("* * 31 2,4 *", "no month"),
            ("@reboot", "@daily"), ("+5 * * * *", "minute"), ("1-2-3 * * * *", "minute"), ("* * * foo *", "month"),
            ("", "five"),
        ])
    func refused(text: String, word: String) {
        let error = #expect(throws: InvalidInput.self) { try CronExpression(parsing: text) }
        if word != "four fields" { #expect(error?.message.contains(word) == true, "\(error?.message ?? "")") }
    }

    @Test(
        "QUEUE-13 every expression's next time is the first minute that a naive search finds, away from clock changes")
    func property() throws {
        var generator = TestSeed.generator("cron")
        let zones = ["UTC", "Asia/Kolkata", "Asia/Tokyo", "America/Phoenix"]
        for _ in 0..<150 {
            let text = randomExpression(&generator)
            let zone = try #require(zones.randomElement(using: &generator))
            let timetable = try timetable(text, zone)
            let start = Date(
                timeIntervalSince1970: Double(Int.random(in: 1_600_000_000...2_200_000_000, using: &generator)))
            #expect(timetable.next(after: start) == naive(timetable, after: start), "\(text) in \(zone) after \(start)")
        }
    }

    @Test("QUEUE-13 times only ever grow, and a fixed time is due once each day, through all changes of clocks")
    func daily() throws {
        for zone in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"]
        {
            for hour in [0, 1, 2, 3] {
                let timetable = try timetable("\(hour * 7 % 60) \(hour) * * *", zone)
                var moment = try date("2026-01-01T12:00:00Z")
                for day in 1...365 {
                    let next = try #require(timetable.next(after: moment))
                    #expect(next > moment)
                    let hours = next.timeIntervalSince(moment) / 3600
                    #expect(day == 1 || (22.5...25.5).contains(hours), "\(zone) \(next)")
                    moment = next
                }
            }
        }
    }

    private func randomExpression(_ generator: inout SeededGenerator) -> String {
        func field(_ range: ClosedRange<Int>) -> String {
            let (a, b) = (Int.random(in: range, using: &generator), Int.random(in: range, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0, 1: return "*"
            case 2: return "*/\(Int.random(in: 1...20, using: &generator))"
            case 3: return "\(a)"
            case 4: return "\(min(a, b))-\(max(a, b))/\(Int.random(in: 1...5, using: &generator))"
            default: return "\(a),\(b)"
            }
        }
        return [field(0...59), field(0...23), field(1...28), field(1...12), field(0...6)].joined(separator: " ")
    }

    /// Minute by minute, but whole days at once where the day does not fit.
    private func naive(_ timetable: CronTimetable, after start: Date) -> Date? {
        let expression = timetable.expression
        var second = (Int(start.timeIntervalSince1970) / 60 + 1) * 60
        let end = second + 366 * 9 * 86400
        while second < end {
            let clock = second + timetable.zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
            let parts = calendar.dateComponents(
                [.month, .day, .weekday, .hour, .minute], from: Date(timeIntervalSince1970: Double(clock)))
            let isDay = expression.day.contains(parts.day ?? 0)
            let isWeekday = expression.weekday.contains((parts.weekday ?? 1) - 1)
            let isEither = expression.day.isWild || expression.weekday.isWild ? isDay && isWeekday : isDay || isWeekday
            if !expression.month.contains(parts.month ?? 0) || !isEither {
                second += 86400 - clock % 86400
            } else if !expression.hour.contains(parts.hour ?? -1) {
                second += 3600 - clock % 3600
            } else if expression.minute.contains(parts.minute ?? -1) {
                return Date(timeIntervalSince1970: Double(second))
            } else {
                second += 60
            }
        }
        return nil
    }

    @Test("QUEUE-13 spans are counted from their beginning, however late one looks")
    func spans() throws {
        let rule = ScheduleRule.every(.seconds(600))
        let anchor = Date(timeIntervalSince1970: 1_000)
        #expect(rule.next(after: anchor, anchor: anchor) == anchor + 600)
        #expect(rule.next(after: anchor + 599.9, anchor: anchor) == anchor + 600)
        #expect(rule.next(after: anchor + 600, anchor: anchor) == anchor + 1200)
        #expect(rule.next(after: anchor + 86_401, anchor: anchor) == anchor + 87_000)
        #expect(try ScheduleRule(stored: rule.stored, zone: .gmt) == rule)
        let cron = ScheduleRule.cron(try timetable("@daily"))
        #expect(try ScheduleRule(stored: cron.stored, zone: try #require(Self.berlin)) == cron)
    }

    @Test("QUEUE-13 what a schedule does: on time, late, far too late")
    func decisions() {
        let start = Date(timeIntervalSince1970: 0)
        func decide(_ missed: MissedRuns, _ overlap: ScheduleOverlap, live: Bool, late: TimeInterval)
            -> ScheduleDecision
        {
            var schedule = Schedule(
                name: "s", rule: .every(.seconds(100)), zone: .gmt, overlap: overlap, missed: missed,
                draft: JobDraft(spec: JobSpec(image: "i")), createdAt: start)
            schedule.nextAt = start + 100
            return .of(schedule, hasLive: live, now: start + 100 + late)
        }
        let onTime = decide(.skip, .forbid, live: false, late: 1)
        #expect(onTime.runs == [start + 100])
        #expect(onTime.nextAt == start + 200)
        #expect(decide(.once, .forbid, live: true, late: 1).runs.isEmpty)
        #expect(decide(.once, .replace, live: true, late: 1).replacesEarlier)
        #expect(decide(.once, .allow, live: true, late: 1).runs.count == 1)
        #expect(decide(.skip, .allow, live: false, late: 90).runs.isEmpty)
        #expect(decide(.once, .allow, live: false, late: 395).runs == [start + 400])
        let all = decide(.all, .allow, live: false, late: 350)
        #expect(all.runs.count == 4)
        #expect(!all.isChained)
        #expect(decide(.all, .forbid, live: true, late: 350).isChained)
        let years = decide(.all, .allow, live: false, late: 1e9)
        #expect(years.runs.count == ScheduleDecision.mostRuns)
        // The newest of them.
        #expect(years.runs.last.map { $0 <= start + 1e9 + 100 && $0 > start + 1e9 } == true)
        #expect(decide(.once, .allow, live: false, late: 1e9).runs == years.runs.suffix(1))
        #expect(years.nextAt.map { $0 > start + 1e9 } == true)
    }
}
