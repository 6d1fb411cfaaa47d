import ConsoleUI
import JobCore

extension ConsoleState {
    /// Types text, key by key.
    mutating func write(_ text: String) {
        for scalar in text.unicodeScalars { _ = apply(.key(.character(scalar))) }
    }
}

extension Samples {
    static let pastedLine = "docker run --rm -v ./data:/data --link db:db -m 1m app:2 report --all"

    /// A form into which a line was pasted that holds what Berth has not, and a limit that is too small.
    static func pastedForm(columns: Int, rows: Int) -> ConsoleState {
        var state = watching(columns: columns, rows: rows)
        _ = state.apply(.key(.character("n")))
        let effects = state.apply(.pasted(pastedLine))
        guard case .ask(_, let generation)? = effects.first else { return state }
        var request = RunRequest(image: "app:2", command: ["report", "--all"])
        request[.volume] = ["./data:/data"]
        request[.memory] = ["1m"]
        let refusals = [
            InvalidInput("--rm", "Berth has no such option. Leave it out: Berth removes the container."),
            InvalidInput("--link", "Berth has no such option. Put both on a network of your own."),
        ]
        _ = state.apply(.replied(.runLine(RunLine(request: request, refusals: refusals)), generation: generation))
        return state
    }

    /// Forms in which every key has something to do.
    static var forms: [ConsoleState] {
        var form = pastedForm(columns: 80, rows: 24)
        _ = form.apply(.key(.enter))
        _ = form.apply(.key(.left))
        return [pastedForm(columns: 80, rows: 24), form]
    }
}
