import Foundation
import JobCore

/// The first row: store, worker, how many jobs stand where, the time.
struct HeaderView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC).minutes(state.now)
        let clockStart = painter.frame.write(
            clock + " ", endingAt: part.columns, row: part.row, style: painter.theme.strong)
        let width = Width(columns: part.columns)
        let name = Painter.Piece(" berth ", painter.theme.accent)
        let mode = state.settings.isReadOnly ? [Painter.Piece("read-only  ", painter.theme.warning)] : []
        let facts = mode + worker(width, painter) + counts(width, painter)
        let room = clockStart - facts.reduce(8) { $0 + DisplayWidth.columns(of: $1.text) }
        let store = shortened(state.settings.storeName, to: room - 2, painter).map {
            Painter.Piece($0 + "  ", painter.theme.dim)
        }
        let pieces = [name] + (store.map { [$0] } ?? []) + facts
        painter.write(pieces, column: 0, row: part.row, until: clockStart - 1)
    }

    /// How many words there is room for.
    private enum Width {
        case narrow, medium, wide

        init(columns: Int) {
            self = columns < 72 ? .narrow : columns < 100 ? .medium : .wide
        }
    }

    private func worker(_ width: Width, _ painter: Painter) -> [Painter.Piece] {
        switch state.summary?.worker {
        case nil: []
        case .running(let since) where !state.workerIsGone:
            switch width {
            case .narrow: []
            case .medium: [.init("worker runs  ", painter.theme.text)]
            case .wide: [.init("worker since \(clock.short(since, now: state.now))  ", painter.theme.text)]
            }
        case _ where state.isStartingWorker: [.init("worker starts  ", painter.theme.waiting)]
        default: [.init("\(painter.glyphs.problem) no worker  ", painter.theme.warning)]
        }
    }

    private func counts(_ width: Width, _ painter: Painter) -> [Painter.Piece] {
        guard let counts = state.summary?.counts else { return [] }
        let failed = counts.endedInLastDay[.failed, default: 0] + counts.endedInLastDay[.timeout, default: 0]
        let waiting = counts[.queued] + counts[.pending] + counts[.retrying]
        let shown: [(JobStatus, Int, String)] = [
            (.running, counts[.running] + counts[.launching], "running"), (.queued, waiting, "queued"),
            (.failed, failed, width == .wide ? "failed in 24 h" : "failed/24h"),
        ]
        return shown.map { status, count, word in
            let sign = painter.glyphs.sign(of: status)
            let number = Self.grouped(count)
            let text = width == .narrow ? "\(sign)\(number) " : "\(sign) \(number) \(word)  "
            return .init(text, count == 0 ? painter.theme.dim : painter.theme.style(of: status))
        }
    }

    private var clock: ClockText { ClockText(secondsFromUTC: state.secondsFromUTC) }

    /// The end of a path says more than its beginning; `nil` when there is no room for it.
    private func shortened(_ path: String, to limit: Int, _ painter: Painter) -> String? {
        let safe = TerminalSafe.text(path)
        guard DisplayWidth.columns(of: safe) > limit else { return safe }
        let end = painter.glyphs.ellipsis + "/" + (safe.split(separator: "/").last.map(String.init) ?? "")
        return DisplayWidth.columns(of: end) > limit ? nil : end
    }

    /// `12340` as `12,340`.
    static func grouped(_ number: some BinaryInteger) -> String {
        let digits = String(number)
        return String(
            digits.enumerated().flatMap { offset, digit -> [Character] in
                let rest = digits.count - offset
                return offset > 0 && rest % 3 == 0 && digit != "-" ? [",", digit] : [digit]
            })
    }
}
