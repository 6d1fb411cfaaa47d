import NIOCore
import Testing

@testable import DockerExecution

struct JSONGateTests {
    @Test(
        "S33 I18 JSON that is nested too deeply is refused before it is decoded",
        arguments: [
            String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 65),
            String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
        ])
    func depth(text: String) {
        #expect(throws: EngineFailure.self) {
            try JSONGate.decode([Int].self, from: ByteBuffer(string: text))
        }
        #expect(!JSONGate.isShallow(Array(text.utf8)))
    }

    @Test("S33 brackets within strings do not count")
    func strings() {
        #expect(JSONGate.isShallow(Array((#"{"a":"\""# + String(repeating: "[", count: 200) + #""}"#).utf8)))
    }

    @Test(
        "F57 I18 wrong types, huge numbers, duplicates and garbage are errors, never a crash",
        arguments: [
            "", "{", "null", "[]", "7", #"{"Id":7,"State":{}}"#, #"{"Id":"a","State":{"Status":1}}"#,
            #"{"Id":"a","State":{"Status":"exited","ExitCode":1e999}}"#, "\u{0}", #"{"Id":"a","State":null}"#,
            #"{"Id":"a","State":{"Status":"exited","ExitCode":99999999999999999999}}"#,
        ])
    func wrongShapes(text: String) {
        #expect(throws: EngineFailure.self) {
            try JSONGate.decode(WireInspection.self, from: ByteBuffer(string: text))
        }
    }

    @Test("S32 of duplicate keys no mixture is made: the same one counts every time")
    func duplicates() throws {
        let text = #"{"Id":"a","Id":"b","State":{"Status":"created"}}"#
        let first = try JSONGate.decode(WireInspection.self, from: ByteBuffer(string: text)).id
        #expect(first == "a" || first == "b")
    }
}
