import JobCore

/// What a simulated container writes, and when: a function of the line's number alone, so that reading can begin anywhere
/// and gives the same records with the same times whenever it is repeated (MOCK-08).
enum MockLog: Hashable, Sendable, Codable {
    /// `rate` lines a second, numbered in the place of `{n}`; every `errorEvery`th goes to standard error, none when 0.
    case pattern(text: String, rate: Int64, errorEvery: Int64)
    /// These lines, ordered by offset.
    case script([ScriptLine])

    /// One line of a script.
    struct ScriptLine: Hashable, Sendable, Codable {
        var offset: Duration
        var stream: LogStream
        var text: String
    }

    /// When line `index` is written by a container that started at `start`; `nil` behind the last one.
    func time(ofLine index: Int64, startedAt start: EngineTime) -> EngineTime? {
        switch self {
        case .pattern(_, let rate, _):
            guard rate > 0 else { return nil }
            let (seconds, rest) = index.quotientAndRemainder(dividingBy: rate)
            return start.advanced(by: .seconds(seconds) + .nanoseconds(rest * 1_000_000_000 / rate))
        case .script(let lines):
            return index < lines.count ? start.advanced(by: lines[Int(index)].offset) : nil
        }
    }

    /// The number of the first line that is written at or after `moment`.
    func firstLine(atOrAfter moment: EngineTime, startedAt start: EngineTime) -> Int64 {
        guard start < moment else { return 0 }
        switch self {
        case .pattern(_, let rate, _):
            let (seconds, attoseconds) = start.duration(to: moment).components
            // The division rounds down, and so may the one in `time`: the guess is too low by a line or two at most.
            var index = max(0, seconds * rate + attoseconds / 1_000_000_000 * rate / 1_000_000_000 - 1)
            while let time = time(ofLine: index, startedAt: start), time < moment { index += 1 }
            return index
        case .script(let lines):
            let offset = start.duration(to: moment)
            return Int64(lines.firstIndex { $0.offset >= offset } ?? lines.count)
        }
    }

    /// Writes line `index` to the end of `batch`.
    func append(line index: Int64, at time: EngineTime, to batch: inout LogLines) {
        switch self {
        case .pattern(let text, _, let errorEvery):
            let isError = errorEvery > 0 && (index + 1) % errorEvery == 0
            batch.append(text, number: index + 1, stream: isError ? .stderr : .stdout, time: time)
        case .script(let lines):
            let line = lines[Int(index)]
            batch.append(line.text, number: index + 1, stream: line.stream, time: time)
        }
    }
}
