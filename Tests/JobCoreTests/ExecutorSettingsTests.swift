import JobCore
import Testing

struct ExecutorSettingsTests {
    @Test(
        "BASE-02 the defaults are 600 s, 5 repeats and no debug mode; a file's values win over them, a host's over both"
    )
    func precedence() throws {
        let defaults = ExecutorSettings()
        #expect(defaults.timeout == .seconds(600))
        #expect(defaults.maxRetries == 5)
        #expect(!defaults.debugMode)
        let file = try ExecutorSettings(["timeout": "100s", "maxRetries": "2"])
        #expect(file.timeout == .seconds(100) && file.maxRetries == 2 && !file.debugMode)
        let host = try ExecutorSettings(["maxRetries": "0", "debugMode": "true", "tlsCA": "/x"], over: file)
        #expect(host.timeout == .seconds(100) && host.maxRetries == 0 && host.debugMode)
    }

    @Test(
        "BASE-03 a bad value names the key, the value and what is allowed; zero repeats are allowed",
        arguments: [
            ("timeout", "-1s", "1s to 24h"), ("timeout", "0", "1s to 24h"), ("timeout", "soon", "1s to 24h"),
            ("timeout", "25h", "1s to 24h"), ("maxRetries", "-1", "0 to 100"), ("maxRetries", "many", "0 to 100"),
            ("debugMode", "yes", "true nor false"), ("debugMode", "1", "true nor false"),
            ("failureThreshold", "0", "1 to 1000"),
        ])
    func refusals(key: String, value: String, allowed: String) {
        let error = #expect(throws: InvalidInput.self) { try ExecutorSettings([key: value]) }
        #expect(error?.field == key)
        #expect(error?.message.contains("'\(value)'") == true)
        #expect(error?.message.contains(allowed) == true)
    }

    @Test("BASE-03 an unknown key is refused, and the known ones are named")
    func unknownKey() {
        var settings = ExecutorSettings()
        let error = #expect(throws: InvalidInput.self) { try settings.set("retries", to: "1") }
        #expect(error?.message.contains("'retries'") == true)
        #expect(error?.message.contains("debugMode, failureThreshold, maxRetries, timeout") == true)
    }
}
