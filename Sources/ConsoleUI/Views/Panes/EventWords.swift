import Foundation
import JobCore

/// A line of the journal in words.
struct EventWords {
    let event: JobEvent
    let clock: ClockText
    let now: Date

    func pieces(_ painter: Painter, withJob: Bool = true) -> [Painter.Piece] {
        let theme = painter.theme
        var pieces = [Painter.Piece(clock.seconds(event.at, now: now) + "  ", theme.dim)]
        if withJob, let job = event.job {
            pieces.append(Painter.Piece("\(job)" + (event.attempt.map { ".\($0)" } ?? "") + "  ", theme.text))
        }
        pieces.append(Painter.Piece(event.kind.replacing("_", with: " "), theme.strong))
        if let detail = event.detail, !detail.isEmpty { pieces.append(Painter.Piece("  " + detail, theme.text)) }
        pieces.append(Painter.Piece("  " + event.actor, theme.dim))
        return pieces
    }
}
