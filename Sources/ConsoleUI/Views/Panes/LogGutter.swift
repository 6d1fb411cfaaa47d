import Foundation
import JobCore

/// What stands before the text of a log line: whose it is where several logs are shown, when it came, its marks.
struct LogGutter {
    private let sources: [AttemptID: (name: String, index: Int)]
    private let nameWidth: Int
    private let timestamps: LogTimestamps
    private let clock: ClockText
    private let firstTime: EngineTime?
    private let hasDates: Bool

    /// The marks of standard error and of overwritten lines.
    private static let markWidth = 2
    private static let widestName = 14

    init(state: ConsoleState, width: Int) {
        let log = state.log
        let isMerged = log.sources.count > 1
        let names = log.sources.map { "\($0.attempt.job) \(TerminalSafe.text($0.name))" }
        sources = Dictionary(
            zip(log.sources, names).enumerated().map { ($1.0.attempt, ($1.1, $0)) }, uniquingKeysWith: { $1 })
        nameWidth = isMerged && width >= 60 ? min(Self.widestName, names.map(DisplayWidth.columns(of:)).max() ?? 0) : 0
        timestamps = width >= 40 ? log.timestamps : .off
        clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        firstTime = log.window?.firstTime
        if let firstTime {
            hasDates = !clock.isSameDay(firstTime.date, state.now)
        } else {
            hasDates = false
        }
    }

    /// Its width.
    var columns: Int {
        let times =
            switch timestamps {
            case .off: 0
            case .relative: 11
            case .absolute: hasDates ? 19 : 13
            }
        return (nameWidth > 0 ? nameWidth + 1 : 0) + times + Self.markWidth
    }

    /// Draws it before the first row of a line.
    func draw(_ line: LogLine, column: Int, row: Int, on painter: inout Painter) {
        var column = column
        let theme = painter.theme
        if nameWidth > 0, let source = sources[line.place.attempt] {
            let name = DisplayWidth.truncated(source.name, to: nameWidth, ellipsis: painter.glyphs.ellipsis)
            painter.frame.write(
                name, column: column, row: row, style: theme.style(ofSource: source.index), limit: nameWidth)
            column += nameWidth + 1
        }
        if timestamps != .off {
            let text = time(of: line)
            column += painter.frame.write(text, column: column, row: row, style: theme.dim) + 1
        }
        if line.stream == .stderr {
            painter.frame.write(painter.glyphs.standardError, column: column, row: row, style: theme.bad)
        }
        if line.isOverwritten {
            painter.frame.write(painter.glyphs.overwritten, column: column + 1, row: row, style: theme.dim)
        }
    }

    private func time(of line: LogLine) -> String {
        guard let time = line.time else { return String(repeating: " ", count: columns - Self.markWidth - 1) }
        if timestamps == .relative {
            return clock.sinceStart(time, from: firstTime ?? time)
        }
        return (hasDates ? clock.monthAndDay(time.date) + " " : "") + clock.milliseconds(time)
    }
}

extension ClockText {
    /// `+03:04.567`, from an hour on `+1:02:03`; ten columns.
    fileprivate func sinceStart(_ time: EngineTime, from start: EngineTime) -> String {
        let total = time.nanosecondsSince(start)
        let milliseconds = abs(total) / 1_000_000
        let seconds = milliseconds / 1000
        let sign = total < 0 ? "-" : "+"
        let text =
            seconds < 3600
            ? "\(padded(seconds / 60)):\(padded(seconds % 60)).\(padded(milliseconds % 1000, 3))"
            : "\(seconds / 3600):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
        return String(repeating: " ", count: max(0, 9 - text.utf8.count)) + sign + text
    }

    /// `03:04:05.678`
    fileprivate func milliseconds(_ time: EngineTime) -> String {
        let second = Int(time.seconds) + secondsFromUTC
        let inDay = (second % 86400 + 86400) % 86400
        let clock = "\(padded(inDay / 3600)):\(padded(inDay / 60 % 60)):\(padded(inDay % 60))"
        return clock + ".\(padded(Int(time.nanoseconds / 1_000_000), 3))"
    }
}

extension EngineTime {
    fileprivate func nanosecondsSince(_ other: EngineTime) -> Int {
        // A container may write whatever it likes into its clock: no overflow.
        let seconds = max(-1 << 32, min(1 << 32, Int(self.seconds &- other.seconds)))
        return seconds * 1_000_000_000 + Int(nanoseconds) - Int(other.nanoseconds)
    }
}
