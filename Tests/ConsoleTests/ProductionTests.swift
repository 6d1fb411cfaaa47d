import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Questions about production hosts")
struct ProductionTests {
    /// The fleet, with its host in production.
    private func state(_ labels: [String: String]) -> ConsoleState {
        var state = Samples.watching(columns: 100, rows: 30)
        var host = JobHost(name: "local", kind: .docker)
        host.labels = labels
        _ = state.apply(.hostsLoaded([HostRow(host: host, load: HostLoad())]))
        return state
    }

    private func type(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    @Test(
        "to cancel or kill what runs on a production host takes the host's name",
        arguments: [["production": "true"], ["env": "production"], ["environment": "prod"]])
    func named(labels: [String: String]) {
        for key in ["s", "S"] {
            var state = state(labels)
            _ = type(key, in: &state)
            #expect(state.frame().text.contains("Type local to go on:") && state.frame().text.contains("in production"))
            #expect(type("y", in: &state).isEmpty && state.apply(.key(.enter)).isEmpty && state.overlay != nil)
            _ = state.apply(.key(.backspace))
            _ = type("local", in: &state)
            #expect(state.apply(.key(.enter)).count == 1 && state.overlay == nil)
        }
    }

    @Test("a host that is none, and a job that does not run, take a key")
    func others() {
        var test = state(["production": "false", "env": "staging"])
        _ = type("s", in: &test)
        #expect(type("y", in: &test).count == 1)
        var waiting = state(["production": "true"])
        _ = type("g", in: &waiting)
        _ = type("s", in: &waiting)
        #expect(type("y", in: &waiting).count == 1)
    }

    @Test("marked jobs that are not loaded may run on a production host")
    func unloaded() {
        var state = state(["production": "true"])
        _ = type("*", in: &state)
        _ = state.apply(.replied(.found([JobNumber(1), JobNumber(2)], isAll: true), generation: 1))
        _ = type("s", in: &state)
        #expect(state.frame().text.contains("Type local to go on:"))
    }

    @Test("a clean-up on a production host takes its name, elsewhere a key")
    func cleanup() {
        for (host, isAsked) in [("local", true), ("other", false)] {
            var state = state(["production": "true"])
            guard case .ask(_, let generation)? = type("D", in: &state).first else {
                return #expect(Bool(false), "the plan is asked for")
            }
            let preview = CleanupPreview(
                containers: [host: 2], orphans: 0, jobs: 0, logSize: .bytes(0), unreachable: [:])
            _ = state.apply(.replied(.cleanupPlanned(preview), generation: generation))
            #expect(type("y", in: &state).isEmpty == isAsked)
            #expect(state.frame().text.contains("Type local to go on:") == isAsked)
        }
    }

    @Test("a press on a button of a question is its key, beside them nothing")
    func mouse() throws {
        var state = state([:])
        _ = type("s", in: &state)
        let lines = state.frame().text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(lines.firstIndex { $0.contains("Yes, cancel") })
        let yes = try #require(lines[row].range(of: "Yes, cancel")).lowerBound
        let column = lines[row].distance(from: lines[row].startIndex, to: yes)
        #expect(state.apply(.mouse(MouseEvent(.press, column: 0, row: row))).isEmpty && state.overlay != nil)
        #expect(state.apply(.mouse(MouseEvent(.press, column: column + 2, row: row))).count == 1)
        #expect(state.overlay == nil)
        _ = type("s", in: &state)
        _ = state.apply(.mouse(MouseEvent(.press, column: column + 20, row: row)))
        #expect(state.overlay == nil)
    }

    @Test("a press in a list selects the row, a second one takes it")
    func list() throws {
        var state = state([:])
        _ = type("o", in: &state)
        let lines = state.frame().text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(lines.firstIndex { $0.contains("│   name") || $0.contains("│  name") })
        _ = state.apply(.mouse(MouseEvent(.press, column: 45, row: row)))
        #expect(state.jobs.order == .number && state.overlay != nil)
        _ = state.apply(.mouse(MouseEvent(.doublePress, column: 45, row: row)))
        #expect(state.jobs.order == .name && state.overlay == nil)
    }
}
