import JobCore

/// The styles by what they mean. Colour only ever repeats what a sign or a word says.
struct Theme {
    let text = Style.plain
    let strong = Style(.terminal, .bold)
    let dim: Style
    let accent: Style
    let good: Style
    let busy: Style
    let waiting: Style
    let warning: Style
    let bad: Style
    /// What becomes of a style in the selected row.
    let selected: (background: Style.Color, foreground: Style.Color)?

    /// The theme for a terminal of so many colours; 0 for none, also where they are unwanted.
    init(colors: Int) {
        guard colors >= 8 else {
            dim = Style(.terminal, .dim)
            accent = Style(.terminal, .bold)
            (good, busy, waiting, warning, bad) = (.plain, .plain, .plain, .plain, Style(.terminal, .bold))
            selected = nil
            return
        }
        let isRich = colors >= 256
        dim = isRich ? Style(.palette(244)) : colors >= 16 ? Style(.palette(8)) : Style(.terminal, .dim)
        accent = Style(.palette(isRich ? 75 : 6), .bold)
        good = Style(.palette(isRich ? 71 : 2))
        busy = Style(.palette(isRich ? 75 : 6))
        waiting = Style(.palette(isRich ? 179 : 3))
        warning = Style(.palette(isRich ? 208 : 3), .bold)
        bad = Style(.palette(isRich ? 203 : 1), .bold)
        selected = isRich ? (.palette(237), .palette(255)) : nil
    }

    /// The look of a cell of the selected row.
    func selecting(_ style: Style, isFocused: Bool) -> Style {
        guard let selected else {
            return isFocused ? Style(.terminal, style.attributes.union(.reverse)) : style.adding(.bold)
        }
        let foreground = style.foreground == .terminal ? selected.foreground : style.foreground
        let style = Style(foreground, on: selected.background, style.attributes)
        return isFocused ? style.adding(.bold) : style
    }

    func style(of status: JobStatus) -> Style {
        switch status {
        case .pending: dim
        case .queued: waiting
        case .launching, .running: busy
        case .retrying: warning
        case .completed: good
        case .failed, .timeout: bad
        case .cancelled: dim
        }
    }
}

extension Style {
    /// The terminal's own background.
    fileprivate init(_ foreground: Color, _ attributes: Attributes) {
        self.init(foreground, on: .terminal, attributes)
    }
}
