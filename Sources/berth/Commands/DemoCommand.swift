import ArgumentParser
import Foundation

/// `berth demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Show Berth at work in a throw-away store; leaves nothing behind.",
        discussion: """
            Needs no set-up: jobs run on your engine, if one answers, beside simulated ones. Quit with q.

            EXAMPLES
              berth demo
              berth demo --plain
            """)

    @Flag(help: "Lines instead of the console.")
    var plain = false

    func run() async throws {
        let isPlain = plain || !OutputWriter.stdout.isTerminal || isatty(STDIN_FILENO) != 1
        try await Demo(environment: ProcessInfo.processInfo.environment, isPlain: isPlain).run()
    }
}
