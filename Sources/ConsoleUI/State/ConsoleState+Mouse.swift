import JobCore

extension ConsoleState {
    private static let wheelRows = 3

    /// Does what the mouse asks for: a press selects, a double press opens, the wheel moves what lies under it.
    mutating func click(_ event: MouseEvent) -> [ConsoleEffect] {
        if overlay != nil { return clickOverlay(event) }
        let layout = layout
        guard let pane = Pane.allCases.first(where: { layout[$0].contains(event) }) else { return [] }
        switch event.kind {
        case .wheelUp: scroll(pane, .moveUp)
        case .wheelDown: scroll(pane, .moveDown)
        case .press: press(pane, in: layout, at: event)
        case .doublePress:
            press(pane, in: layout, at: event)
            if pane == .jobs { return perform(.openJob) }
            if pane == .hosts { return perform(.hostContainers) }
        }
        return []
    }

    private mutating func press(_ pane: Pane, in layout: Layout, at event: MouseEvent) {
        clearMessage()
        let part = layout[pane]
        if event.row == part.row, let tab = Painter.tab(layout.tabs, shown: pane, in: part, at: event.column) {
            return panes.show(tab)
        }
        panes.show(pane)
        let row = event.row - part.row - 2
        guard row >= 0 else { return }
        switch pane {
        case .jobs:
            let delta = jobs.top + row - (jobs.selectedIndex ?? 0)
            if jobs.top + row < jobs.rowCount { jobs.move(by: delta, visibleRows: visibleJobRows) }
        case .hosts: hosts.select(row: hosts.cursor.top + row)
        case .logs, .detail, .events: break
        }
    }

    private mutating func scroll(_ pane: Pane, _ command: KeyCommand) {
        for _ in 0..<Self.wheelRows {
            switch pane {
            case .jobs: moveJobs(command)
            case .hosts: hosts.move(command, visibleRows: layout.rows(of: .hosts))
            case .logs: moveLog(command)
            case .detail: moveDetail(command)
            case .events: events.move(command, visibleRows: layout.rows(of: .events))
            }
        }
    }

    private mutating func clickOverlay(_ event: MouseEvent) -> [ConsoleEffect] {
        clearMessage()
        switch (overlay, event.kind) {
        case (.launch(var form), .press), (.launch(var form), .doublePress):
            let view = LaunchFormView(form: form, state: self)
            guard let place = view.place(at: event) else { return [] }
            if place == .button, event.kind == .doublePress { return perform(.launchJob) }
            form.moveFocus(to: place.field)
            overlays[overlays.count - 1] = .launch(form)
            if event.kind == .doublePress, let field = place.field, field.isTurned { return press(.character(" ")) }
        case (.launch, _): return perform(event.kind == .wheelUp ? .previousField : .nextField)
        case (_, .wheelUp): return perform(.moveUp)
        case (_, .wheelDown): return perform(.moveDown)
        default: return changeOverlay { $0.press(event, in: $1) } ?? []
        }
        return []
    }
}

extension Rectangle {
    /// Whether the mouse was used in it.
    func contains(_ event: MouseEvent) -> Bool {
        (column..<column + columns).contains(event.column) && (row..<row + rows).contains(event.row)
    }
}

extension FormField {
    /// Whether it is turned by a blank instead of being written in.
    var isTurned: Bool {
        switch kind {
        case .flag, .choice: true
        case .text, .words: false
        }
    }
}
