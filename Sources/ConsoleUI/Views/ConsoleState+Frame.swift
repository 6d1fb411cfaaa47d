extension ConsoleState {
    /// Draws the console.
    public func frame() -> Frame {
        var painter = Painter(size: size, settings: settings)
        let layout = layout
        guard layout.kind != .tooSmall else {
            let words = "Berth needs \(Layout.smallest) cells; this is \(size)."
            painter.frame.write(words, column: 0, row: 0)
            return painter.frame
        }
        HeaderView(state: self).draw(in: layout.header, on: &painter)
        JobsView(state: self).draw(in: layout.jobs, on: &painter)
        LogView(state: self).draw(in: layout.log, on: &painter)
        switch overlay {
        case .help(let top): HelpView(keys: settings.keys, top: top).draw(size: size, on: &painter)
        case .confirmCancel(let question): CancelView(question: question).draw(size: size, on: &painter)
        case nil: break
        }
        FooterView(state: self).draw(in: layout.footer, on: &painter)
        return painter.frame
    }
}
