import Foundation
import JobCore
import Testing

/// Sizes, durations, references and host names as people write them (decisions 19).
struct TextValueTests {
    @Test(
        "CMD-04 decisions-19 sizes",
        arguments: [
            ("512", 512 << 20), ("512m", 512 << 20), ("512MiB", 512 << 20), ("512k", 512 << 10), ("1.5g", 3 << 29),
            ("2g", 2 << 30), ("1t", 1 << 40), ("100b", 100), ("0", 0), (".5k", 512), ("1KB", 1024),
        ] as [(String, Int64)])
    func size(_ text: String, expected: Int64) throws {
        #expect(try ByteCount(parsing: text, field: "--memory").rawValue == expected)
    }

    @Test(
        "CMD-04 F86 what is no size is refused with field, value and example",
        arguments: [
            "", "m", "-5", "12x", "1.2.3", "5 m", "1e9", "٥", "inf", "nan", "9999999999999t", ".", "0x10", "1m1",
        ])
    func noSize(_ text: String) {
        let error = #expect(throws: InvalidInput.self) { try ByteCount(parsing: text, field: "--memory") }
        #expect(error?.field == "--memory")
        #expect(error?.message.contains("'\(text)'") == true)
        #expect(error?.message.contains("2g") == true)
    }

    @Test("CMD-04 a whole size is printed so that it is read back the same", arguments: [1, 5, 64, 512, 1000])
    func sizeRoundTrip(_ count: Int64) throws {
        for size in [ByteCount.bytes(count), .bytes(count << 10), .megabytes(count), .gigabytes(count)] {
            let text = size.description.replacing(" ", with: "").lowercased()
            #expect(try ByteCount(parsing: text, field: "size") == size, "\(text)")
        }
    }

    @Test(
        "CMD-04 decisions-19 durations",
        arguments: [
            ("30", 30), ("500ms", 0.5), ("30s", 30), ("10m", 600), ("24h", 86400), ("7d", 604_800), ("1h30m", 5400),
            ("1.5h", 5400), ("0", 0), ("1m5ms", 60.005), ("2W", 1_209_600),
        ])
    func duration(_ text: String, seconds: Double) throws {
        #expect(abs(try Duration(parsing: text, field: "--timeout").inSeconds - seconds) < 1e-9)
    }

    @Test(
        "CMD-04 F86 what is no duration is refused with field, value and example",
        arguments: ["", "s", "-5s", "5 s", "1h30", "5x", "1e3", "1..5s", "٣٠", "inf", "5µs", "99999999999999999999d"])
    func noDuration(_ text: String) {
        let error = #expect(throws: InvalidInput.self) { try Duration(parsing: text, field: "--timeout") }
        #expect(error?.field == "--timeout")
        #expect(error?.message.contains("'\(text)'") == true)
        #expect(error?.message.contains("30s") == true)
    }

    @Test(
        "CMD-05 durations for people have at most two units",
        arguments: [
            (0.0, "0 s"), (0.44, "0.4 s"), (9.96, "10 s"), (12.9, "12 s"), (185, "3 m 05 s"), (7800, "2 h 10 m"),
            (356_400, "4 d 3 h"),
        ])
    func durationForPeople(_ seconds: Double, expected: String) {
        #expect(Duration.seconds(seconds).forPeople == expected)
    }

    @Test("CMD-04 F86 random text never crashes a reader")
    func fuzz() {
        var random = TestSeed.generator("text values")
        let alphabet = Array("0123456789.smhdwkgtb-+ eE@\u{0}é٣\u{202E}")
        for _ in 0..<5000 {
            let text = String(
                (0..<Int.random(in: 0...24, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
            if let size = try? ByteCount(parsing: text, field: "x") { #expect(size.rawValue >= 0, "\(text)") }
            if let duration = try? Duration(parsing: text, field: "x") { #expect(duration >= .zero, "\(text)") }
            if let reference = try? JobReference(parsing: text), case .number(let number) = reference {
                #expect(number.rawValue > 0, "\(text)")
            }
        }
    }

    @Test("CMD-06 decisions-19 a job is named by number, UUID or @name")
    func reference() throws {
        let uuid = UUID()
        #expect(try JobReference(parsing: "1042") == .number(JobNumber(1042)))
        #expect(try JobReference(parsing: uuid.uuidString) == .uuid(uuid))
        #expect(try JobReference(parsing: uuid.uuidString.lowercased()) == .uuid(uuid))
        #expect(try JobReference(parsing: "@nightly") == .newest(name: "nightly"))
        #expect(try JobReference(parsing: "@7") == .newest(name: "7"))
        for text in ["1042", "@nightly", uuid.uuidString.lowercased()] {
            #expect(try JobReference(parsing: text).description == text)
        }
    }

    @Test(
        "CMD-06 what names no job is refused with the three ways to name one",
        arguments: ["", "@", "0", "-1", "+5", "1.2", "nightly", "99999999999999999999", " 1"])
    func noReference(_ text: String) {
        let error = #expect(throws: InvalidInput.self) { try JobReference(parsing: text) }
        #expect(error?.message.contains("@name") == true)
    }

    @Test("CMD-09 decisions-16 a host's name is plain ASCII, its slots and weight have limits")
    func host() throws {
        for name in ["a", "host-1", "Build.Box_2", String(repeating: "x", count: 63)] {
            try HostValidation.validate(JobHost(name: name, kind: .mock))
        }
        for name in ["", "-a", "a b", "é", "a/b", "a\u{1B}", String(repeating: "x", count: 64)] {
            let error = #expect(throws: InvalidInput.self) {
                try HostValidation.validate(JobHost(name: name, kind: .mock))
            }
            #expect(error?.field == "host name")
        }
        for number in [1, 1000] {
            try HostValidation.validate(JobHost(name: "a", kind: .mock, slots: number, weight: number))
        }
        for number in [0, -1, 1001] {
            let slots = #expect(throws: InvalidInput.self) {
                try HostValidation.validate(JobHost(name: "a", kind: .mock, slots: number))
            }
            let weight = #expect(throws: InvalidInput.self) {
                try HostValidation.validate(JobHost(name: "a", kind: .mock, weight: number))
            }
            #expect(slots?.field == "--slots" && slots?.message.contains("\(number)") == true)
            #expect(weight?.field == "--weight" && weight?.message.contains("\(number)") == true)
        }
    }
}
