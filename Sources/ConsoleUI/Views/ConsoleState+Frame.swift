public import Foundation
import JobCore

extension ConsoleState {
    /// Draws the console.
    public func frame() -> Frame {
        var painter = Painter(size: size, settings: settings)
        let layout = layout
        guard layout.kind != .tooSmall else {
            let words = "Berth needs \(Layout.smallest) cells; this is \(size)."
            for (row, line) in WrappedText.lines(words, width: size.columns).prefix(size.rows).enumerated() {
                painter.frame.write(line, column: 0, row: row)
            }
            return painter.frame
        }
        HeaderView(state: self).draw(in: layout.header, on: &painter)
        for pane in Pane.allCases where !layout[pane].isEmpty {
            draw(pane, in: layout[pane], layout, on: &painter)
        }
        FooterView(state: self).draw(in: layout.footer, on: &painter)
        // The line in which one writes lies over the footer.
        for overlay in overlays { overlay.content.draw(self, on: &painter) }
        return painter.frame
    }

    /// Draws the console as it is some time after `earlier`, when nothing but the time has changed since: only what grows older
    /// is drawn again.
    public func frame(aging earlier: Frame, of before: Date) -> Frame {
        let clock = ClockText(secondsFromUTC: secondsFromUTC)
        let layout = layout
        guard overlays.isEmpty, earlier.size == size, layout.kind != .tooSmall,
            clock.minutes(before) == clock.minutes(now)
        else { return frame() }
        var painter = Painter(over: earlier, settings: settings)
        if hosts.showsAge, !layout[.hosts].isEmpty {
            painter.frame.clear(layout[.hosts])
            draw(.hosts, in: layout[.hosts], layout, on: &painter)
        }
        JobsView(state: self).drawAges(in: layout[.jobs], on: &painter)
        if detail.tab == .overview, jobs.selectedJob?.status.isTerminal == false {
            let body = layout[.detail].splitRows(at: 1).below
            painter.frame.clear(body)
            DetailView(state: self).drawLines(in: body, on: &painter)
        }
        return painter.frame
    }

    private func draw(_ pane: Pane, in part: Rectangle, _ layout: Layout, on painter: inout Painter) {
        switch pane {
        case .jobs: JobsView(state: self).draw(in: part, on: &painter)
        case .hosts: HostsView(state: self).draw(in: part, on: &painter)
        case .logs: LogView(state: self).draw(in: part, on: &painter)
        case .detail: DetailView(state: self).draw(in: part, on: &painter)
        case .events: EventsView(state: self).draw(in: part, on: &painter)
        }
        painter.tabs(layout.tabs, shown: pane, in: part)
        if layout.kind == .wide, pane == .jobs, part.columns < size.columns {
            painter.frame.fill(
                painter.glyphs.verticalRule,
                Rectangle(column: part.columns, row: part.row, columns: 1, rows: part.rows),
                style: painter.theme.dim)
        }
    }
}
