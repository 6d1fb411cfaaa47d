import Foundation
import Testing

/// What a person does in a day, by keys only: the real program, a real terminal, a real engine.
@Suite("A day with the console")
struct ConsoleJourneyTests {
    @Test("a job launched by the form is watched live, searched, cancelled, understood and cleaned up, by keys alone")
    func day() async throws {
        try await CommandLab.with { lab in
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.startConsole()
                // The first start finds the engine and makes it the host.
                try await eventually("there is a host and a worker") {
                    let status = try await lab.berth("worker", "status")
                    return status.code == 0
                }
                try await launch(terminal)
                try await lab.wait(for: "@counter", status: "running")
                try await watchAndSearch(terminal)
                try await cancel(terminal)
                try await lab.wait(for: "@counter", status: "cancelled")
                try await terminal.press("4")
                try await terminal.wait(for: "cancelled", "It was cancelled by")
                try await understandFailure(lab, terminal)
                try await cleanUp(lab, terminal)
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }

    private func launch(_ terminal: TmuxTerminal) async throws {
        try await terminal.press("n")
        try await terminal.wait(for: "New job", "image", "command")
        try await terminal.type(CommandLab.image)
        try await terminal.press("Enter")
        try await terminal.type(#"sh -c 'i=0; while :; do i=$((i+1)); echo "tick $i of many"; sleep 0.2; done'"#)
        try await terminal.press("Enter")
        try await terminal.type("counter")
        // The equal command line is shown as one writes.
        try await terminal.wait(for: "berth run --name counter \(CommandLab.image)")
        try await terminal.press("C-s")
        try await terminal.wait(for: "Job 1 was taken", "counter", "running")
    }

    private func watchAndSearch(_ terminal: TmuxTerminal) async throws {
        try await terminal.press("l")
        try await terminal.wait(for: "tick 3 of many", "following")
        // It goes on by itself.
        try await terminal.wait(for: "tick 12 of many")
        try await terminal.press("/")
        try await terminal.type("tick 1 of")
        try await terminal.press("Enter")
        try await terminal.wait(for: "/tick 1 of 1 of 1", "paused at line 1", "tick 1 of many")
        // A key right behind Escape would be Alt and that key.
        try await terminal.press("Escape")
        try await terminal.waitUntilGone("/tick 1 of 1 of 1")
        try await terminal.press("G")
        try await terminal.wait(for: "following")
        try await terminal.waitUntilGone("tick 2 of many")
        try await terminal.press("1")
    }

    private func cancel(_ terminal: TmuxTerminal) async throws {
        try await terminal.press("s")
        try await terminal.wait(for: "Cancel job 1 'counter'?")
        // Enter means No: nothing is destroyed by a habit.
        try await terminal.press("Enter")
        try await terminal.waitUntilGone("Cancel job 1")
        try await terminal.wait(for: "running")
        try await terminal.press("s")
        try await terminal.wait(for: "Cancel job 1 'counter'?")
        try await terminal.press("y")
    }

    private func understandFailure(_ lab: CommandLab, _ terminal: TmuxTerminal) async throws {
        let script = "echo 'looking for it'; echo 'input.csv: not found' >&2; exit 3"
        try await lab.check("run", "-d", "--name", "broken", CommandLab.image, "sh", "-c", script)
        try await terminal.press("1")
        try await terminal.wait(for: "broken", "exit 3")
        try await terminal.press("g", "Enter")
        try await terminal.wait(for: "WHY IT FAILED", "It ended by itself with exit code 3", "input.csv: not found")
    }

    private func cleanUp(_ lab: CommandLab, _ terminal: TmuxTerminal) async throws {
        try await terminal.press("1", "D")
        try await terminal.wait(for: "Clean up", "1 day")
        try await terminal.press("o", "o", "o", "h")
        try await terminal.wait(for: "whenever it ended", "2 ended jobs deleted with their logs")
        try await terminal.press("y")
        try await terminal.wait(for: "No jobs yet")
        #expect(try await lab.check("list", "--all", "--format", "ids").isEmpty)
    }

    @Test("the same job is on the screen in every layout, and the selection stays on it")
    func layouts() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=10m")
            for name in ["first", "second", "third"] {
                try await lab.check("run", "-d", "--no-worker", "--name", name, "example/report:1")
            }
            try await TmuxTerminal.with(lab) { terminal in
                try await terminal.startConsole("console --no-worker")
                try await terminal.wait(for: "JOBS", "HOSTS", "DETAIL", "LOGS", "third")
                try await terminal.press("j")
                for (columns, rows) in [(80, 24), (40, 10), (120, 40)] {
                    try await terminal.resize(columns: columns, rows: rows)
                    try await eventually("the selected job is marked at \(columns)x\(rows)", every: .milliseconds(100))
                    {
                        let lines = try await terminal.screen().split(separator: "\n", omittingEmptySubsequences: false)
                        return lines.contains { $0.hasPrefix("▌") && $0.contains("second") }
                            && lines.allSatisfy { $0.count <= columns }
                    }
                }
                try await terminal.press("q")
                try await terminal.wait(for: TmuxTerminal.prompt)
            }
        }
    }
}
