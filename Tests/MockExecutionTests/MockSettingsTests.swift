import JobCore
import JobEngine
import MockExecution
import Testing

struct MockSettingsTests {
    @Test("MOCK-03 an empty configuration makes every job succeed, at once")
    func empty() async throws {
        #expect(try MockSettings(options: [:]) == MockSettings())
        let codes = try await makeExecutor().outcomes(ofJobs: Array(1...50))
        #expect(codes.count == 50 && codes.values.allSatisfy { $0 == 0 })
    }

    @Test(
        "MOCK-02 MOCK-04 MOCK-06 MOCK-10 BASE-03 what cannot work is refused with key and value",
        arguments: [
            ("failureRate", "-0.1"), ("failureRate", "1.01"), ("failureRate", "nan"), ("failureRate", "half"),
            ("randomSeed", "-1"), ("randomSeed", "x"), ("delay", "-1s"), ("delay", ""), ("duration", "-5s"),
            ("duration", "5s..1s"), ("duration", "1s..2s..3s"), ("duration", "1s.."), ("advance", "never"),
            ("logRate", "-1"), ("logRate", "100001"), ("logErrorEvery", "-1"), ("logScript", "0s out"),
            ("logScript", "2s out a; 1s out b"), ("logScript", "1s nowhere a"), ("failurerate", "0.5"),
            ("timeoutRate", "2"), ("oomRate", "-0.5"), ("cleanupFailureRate", "1.5"), ("disconnectRate", "x"),
            ("exitCodes", "256:1"), ("exitCodes", "0"), ("exitCodes", "1:-1"), ("exitCodes", "1:0"),
            ("errorMode", "broken"), ("timeoutAfter", "-1s"), ("maxJobs", "-1"), ("usage", "lots"),
            ("usage", "0.5,1.5"), ("cores", "-2"), ("memory", "much"),
        ])
    func refused(_ key: String, _ value: String) {
        let error = #expect(throws: InvalidInput.self) { try MockSettings(options: [key: value]) }
        #expect(error?.field == key)
        #expect(error?.message.contains(value.split(separator: ";").last.map(String.init) ?? value) == true)
    }

    @Test("BASE-03 an unknown key is answered with the keys that there are")
    func unknownKey() {
        let error = #expect(throws: InvalidInput.self) { try MockSettings(options: ["failures": "1"]) }
        for key in MockSettings.keys { #expect(error?.message.contains(key) == true) }
    }

    @Test("MOCK-04 a fixed time and a range are read")
    func ranges() throws {
        let settings = try MockSettings(options: ["delay": "200ms", "duration": "1s..5s"])
        #expect(settings.delay == DurationRange(.milliseconds(200)))
        #expect(settings.duration.lowest == .seconds(1) && settings.duration.highest == .seconds(5))
    }

    @Test("MOCK-04 a bad MOCK_ variable is refused at submit")
    func wishes() throws {
        let executor = try makeExecutor()
        for (name, value) in [("MOCK_EXIT", "256"), ("MOCK_EXIT", "-1"), ("MOCK_DURATION", "long")] {
            let error = #expect(throws: InvalidInput.self) {
                try executor.validate(makeOrder(environment: [name: value]).spec)
            }
            #expect(error?.field == name)
        }
        try executor.validate(makeOrder(environment: ["MOCK_EXIT": "3", "MOCK_DURATION": "1s..2s", "OTHER": "x"]).spec)
    }
}
