import ConsoleUI
import Testing

@testable import ConsoleNcurses

@Suite struct KeyReaderTests {
    /// An answer to DA2, one to OSC 11, one to XTGETTCAP, a key of CSI-u, one of a keypad, F1 of a Linux console.
    static let unknown = [
        "\u{1B}[>0;276;0c", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}]11;rgb:0/0/0\u{07}",
        "\u{1B}P1+r696e646e=5c6e\u{1B}\\", "\u{1B}[100;5u", "\u{1B}O2q", "\u{1B}[[A", "\u{1B}_Gi=31;OK\u{1B}\\",
    ]

    private var reader = KeyReader()
    private var now = ContinuousClock.now

    /// The keys of what comes in one read, `later` than the one before.
    private mutating func read(_ text: String, later: Duration = .milliseconds(1)) -> [Key] {
        now += later
        reader.begin(at: now)
        return text.unicodeScalars.flatMap { reader.read($0.value) } + reader.flush(endingRead: true)
    }

    @Test("a sequence is swallowed to its end, and not further", arguments: unknown)
    mutating func swallowed(sequence: String) {
        #expect(read("j" + sequence + "k") == [.character("j"), .character("k")])
    }

    @Test("a sequence that is torn anywhere behind its beginning is swallowed all the same", arguments: unknown)
    mutating func torn(sequence: String) {
        let scalars = sequence.unicodeScalars
        for length in 2..<scalars.count where scalars.prefix(length).last != "\u{1B}" {
            #expect(read(String(scalars.prefix(length))) == [])
            #expect(read(String(scalars.dropFirst(length)) + "k") == [.character("k")])
        }
    }

    @Test("escape alone is escape at once; with a character it is Alt, with a control key both")
    mutating func escape() {
        #expect(read("\u{1B}") == [.escape])
        #expect(read("[") == [.character("[")])
        #expect(read("\u{1B}x\u{1B}\u{1B}") == [.alt("x"), .escape, .escape])
        #expect(read("\u{1B}\u{03}") == [.escape, .control("c")])
    }

    @Test("what comes much later than the beginning of a sequence is a key")
    mutating func patience() {
        #expect(read("\u{1B}[") == [])
        #expect(read("j", later: .seconds(1)) == [.character("j")])
    }

    @Test("an escape, a control key or too long a rest ends a torn sequence")
    mutating func brokenOff() {
        #expect(read("\u{1B}[1;") == [])
        #expect(read("\u{1B}") == [.escape])
        #expect(read("j\u{1B}]0;title") == [.character("j")])
        #expect(read("\u{03}") == [.control("c")])
        #expect(read("\u{1B}]0;" + String(repeating: "x", count: 200)) == [])
        #expect(read(String(repeating: "x", count: KeyReader.maxRest) + "j") == [.character("j")])
    }

    @Test("reports of the mouse in either form are swallowed where the description names the other one")
    mutating func mouse() {
        #expect(read("\u{1B}[<65;80;24Mj\u{1B}[M !!k") == [.character("j"), .character("k")])
    }

    @Test("a key that ncurses decodes ends what waits")
    mutating func decoded() {
        reader.begin(at: now)
        #expect(reader.read(0x1B) == [] && reader.flush() == [.escape])
        #expect(reader.read(0x6A) == [.character("j")])
    }
}
