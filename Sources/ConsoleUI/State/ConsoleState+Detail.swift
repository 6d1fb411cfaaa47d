extension ConsoleState {
    /// The commands of the detail; `nil` for others.
    mutating func performDetail(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .previousTab, .nextTab:
            detail.tab = detail.tab.stepped(by: command == .nextTab ? 1 : -1)
            panes.show(.detail)
        default: return nil
        }
        return []
    }

    mutating func moveDetail(_ command: KeyCommand) {
        let rows = layout.rows(of: .detail)
        guard let delta = command.distance(page: rows) else { return }
        let count = DetailView(state: self).lines(width: layout[.detail].columns).count
        detail.scroll(by: delta, lines: count, visibleRows: rows)
    }
}
