import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Jobs of a lost host")
struct GiveUpTests {
    private func state(unknown: Bool) -> ConsoleState {
        var job = Samples.job(7, "far-away", .running)
        if unknown { job.unknownSince = Samples.now.addingTimeInterval(-90) }
        return Samples.state(columns: 120, rows: 40, jobs: [job])
    }

    private func typed(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    @Test("a job whose host cannot be asked is given up after a question, any other is not")
    func giveUp() {
        var state = state(unknown: true)
        #expect(typed("U", in: &state).isEmpty)
        #expect(state.frame().text.contains("It may still run there"))
        #expect(typed("y", in: &state) == [.ask(.change(.giveUp, [JobNumber(7)]), generation: 1)])
        var well = self.state(unknown: false)
        #expect(typed("U", in: &well).isEmpty)
        #expect(well.overlay == nil)
        #expect(well.frame().text.contains("waits for no host that cannot be asked"))
    }
}
