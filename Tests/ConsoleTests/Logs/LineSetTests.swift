import Testing

@testable import ConsoleApp

@Suite("Sets of lines")
struct LineSetTests {
    @Test("LOG-04 rank and choice agree with a sorted array, also after removals and lines out of order")
    func agreesWithArray() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(state: seed)
        var lines = LineSet()
        var reference: Set<Int64> = []
        for _ in 0..<4_000 {
            let line = Int64.random(in: 0..<200_000, using: &generator)
            if Int.random(in: 0..<5, using: &generator) == 0, let victim = reference.randomElement(using: &generator) {
                lines.remove(victim)
                reference.remove(victim)
            } else {
                lines.insert(line)
                reference.insert(line)
            }
        }
        let sorted = reference.sorted()
        #expect(lines.count == Int64(sorted.count), "seed \(seed)")
        #expect(sorted.indices.allSatisfy { lines.line(at: Int64($0)) == sorted[$0] }, "seed \(seed)")
        for _ in 0..<1_000 {
            let line = Int64.random(in: 0..<210_000, using: &generator)
            #expect(lines.rank(of: line) == Int64(sorted.count { $0 < line }), "seed \(seed), line \(line)")
        }
    }

    @Test("lines that a limit has cut are neither counted nor chosen")
    func gaps() {
        let choice = LineChoice.all(total: 100, gaps: [10..<40, 50..<60])
        #expect(choice.count == 60)
        #expect(choice.line(at: 9) == 9 && choice.line(at: 10) == 40 && choice.line(at: 19) == 49)
        #expect(choice.line(at: 20) == 60 && choice.line(at: 59) == 99)
        #expect(choice.rank(of: 25) == 10 && choice.rank(of: 40) == 10 && choice.rank(of: 100) == 60)
    }
}
