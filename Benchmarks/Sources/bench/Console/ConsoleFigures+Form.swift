import Foundation
import JobCore
import Measures

extension ConsoleFigures {
    /// From ctrl-s in the filled form until the engine gets the create call, by the engine's own log.
    func measureForm(_ result: inout Result) async throws {
        guard let called else { return }
        Progress.say("console: from the form to the create call")
        let berth = try called.makeBerth(store: "console-form")
        let console = try ConsoleProgram(berth)
        try console.wait(for: "worker since")
        // The first ones find nothing remembered.
        for _ in 0..<3 { _ = try launch(console) }
        var launched: [(name: String, at: Date, isFirst: Bool)] = []
        for number in 0..<40 { launched.append(try launch(console, "warm-\(100 + number)", isFirst: false)) }
        for number in 0..<10 {
            try berth.program.text(["worker", "stop"])
            try console.wait(for: "no worker")
            launched.append(try launch(console, "cold-\(100 + number)", isFirst: true))
            try console.wait(for: "worker since")
        }
        try console.drain(for: .seconds(1))
        _ = try console.quit()
        try berth.program.text(["worker", "stop"])
        let calls = try called.calls.calls().filter {
            $0.method == "POST" && $0.target.hasPrefix("/containers/create")
        }
        for (name, at, isFirst) in launched {
            guard let call = calls.first(where: { $0.target.contains("-\(name)") && $0.at.date > at }) else {
                throw BenchFailure("The create call of '\(name)' was not found in '\(called.calls.path)'.")
            }
            let milliseconds = call.at.date.timeIntervalSince(at) * 1000
            let part: WritableKeyPath<Result, [Double]> = isFirst ? \.formToCreateFirst : \.formToCreate
            result[keyPath: part].append(milliseconds)
        }
    }

    /// Fills the form as a person does, and launches.
    private func launch(
        _ console: ConsoleProgram, _ name: String = "first", isFirst: Bool = false
    ) throws -> (name: String, at: Date, isFirst: Bool) {
        try console.type("n")
        try console.wait(for: "New job")
        try console.type(Berth.image + "\r" + "true\r" + name)
        try console.wait(for: "--name \(name)")
        let at = Date()
        try console.type("\u{13}")
        try console.wait(for: "was taken")
        try console.drain(for: .milliseconds(400))
        return (name, at, isFirst)
    }
}
