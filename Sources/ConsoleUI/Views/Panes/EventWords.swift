import Foundation
import JobCore

/// A line of the journal in words.
struct EventWords {
    let event: JobEvent
    let clock: ClockText
    let now: Date

    /// Which job, and which attempt of it: `1042.2`; empty for what is about neither.
    var subject: String { event.job.map { "\($0)" + (event.attempt.map { ".\($0)" } ?? "") } ?? "" }

    /// When it was written down.
    var time: String { clock.seconds(event.at, now: now) }

    /// - Parameters:
    ///   - timeWidth: the columns of the longest time beside it.
    ///   - subjectWidth: the columns of the longest subject beside it.
    func pieces(_ painter: Painter, timeWidth: Int, subjectWidth: Int) -> [Painter.Piece] {
        let theme = painter.theme
        var pieces = [
            Painter.Piece(DisplayWidth.padded(time, to: timeWidth) + "  ", theme.dim),
            Painter.Piece(DisplayWidth.padded(subject, to: subjectWidth) + "  ", theme.text),
            Painter.Piece(DisplayWidth.padded(kind, to: max(Self.kindWidth, kind.utf8.count)), theme.strong),
        ]
        if let detail = event.detail, !detail.isEmpty { pieces.append(Painter.Piece("  " + detail, theme.text)) }
        // Almost everything is written down by the worker: only others are news.
        if event.actor != "worker", !event.actor.hasPrefix("worker ") {
            pieces.append(Painter.Piece("  by " + event.actor, theme.dim))
        }
        return pieces
    }

    private var kind: String { event.kind.replacing("_", with: " ") }

    /// As wide as `completed`.
    private static let kindWidth = 9
}
