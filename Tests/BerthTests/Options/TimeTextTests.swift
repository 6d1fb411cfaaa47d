import Foundation
import JobCore
import Testing

@testable import berth

@Suite struct TimeTextTests {
    /// 2026-11-21T12:00:00Z
    private let now = Date(timeIntervalSince1970: 1_795_262_400)

    @Test("CMD-01 --at takes RFC 3339 with a zone as it is")
    func absolute() throws {
        let date = try TimeText.moment("2026-12-24T18:30:00+01:00", field: "--at", now: now)
        #expect(EngineTime(date).timestamp == "2026-12-24T17:30:00.000Z")
    }

    @Test("CMD-01 --at with a time of day means the next one")
    func nextTimeOfDay() throws {
        for text in ["00:00", "06:15", "12:00", "23:59:59"] {
            let date = try TimeText.moment(text, field: "--at", now: now)
            #expect(date > now)
            #expect(date.timeIntervalSince(now) <= 86400 + 3600)
            #expect(Timestamp.person(date).hasSuffix(text.count == 5 ? "\(text):00" : text))
        }
    }

    @Test("CMD-04 --since takes durations, times of day and dates")
    func past() throws {
        #expect(try TimeText.past("2h", field: "--since", now: now) == now.addingTimeInterval(-7200))
        #expect(
            Timestamp.person(try TimeText.past("2026-11-20 03:04", field: "--since", now: now)) == "2026-11-20 03:04:00"
        )
        #expect(Timestamp.person(try TimeText.past("2026-11-20", field: "--since", now: now)) == "2026-11-20 00:00:00")
    }

    @Test(
        "CMD-01 what is no time is refused",
        arguments: ["", "soon", "25:00", "12:60", "2026-02-31", "2026-13-01", "2026-1-1", "12", "12:3", "2026-11-20T"])
    func refuses(text: String) {
        #expect(throws: InvalidInput.self) { try TimeText.moment(text, field: "--at", now: now) }
    }
}
