import Testing

@testable import JobCore

@Suite struct SignalNameTests {
    @Test(
        "DOCK-05 signals are known by name and number",
        arguments: [("SIGTERM", 15), ("term", 15), ("9", 9), ("RTMIN+3", 37), ("SIGRTMAX-1", 63), ("SIGWINCH", 28)])
    func reads(text: String, number: Int) {
        #expect(SignalName(parsing: text)?.number == number)
    }

    @Test("DOCK-05 what is no signal is refused", arguments: ["", "SIG", "0", "65", "-9", "RTMIN+99", "TERM "])
    func refuses(text: String) {
        #expect(SignalName(parsing: text) == nil)
    }
}
