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
    init(colors: Int, isLight: Bool = false) {
        guard colors >= 8 else {
            dim = Style(.terminal, .dim)
            accent = Style(.terminal, .bold)
            (good, busy, waiting, warning, bad) = (.plain, .plain, .plain, .plain, Style(.terminal, .bold))
            selected = nil
            return
        }
        guard colors >= 256 else {
            // Which of the sixteen are readable is the terminal's own choice; bright ones are not, on white.
            dim = colors >= 16 ? Style(.palette(8)) : Style(.terminal, .dim)
            accent = Style(.palette(isLight ? 4 : 6), .bold)
            good = Style(.palette(2))
            busy = Style(.palette(isLight ? 4 : 6))
            waiting = Style(.palette(isLight ? 5 : 3))
            warning = Style(.palette(isLight ? 5 : 3), .bold)
            bad = Style(.palette(1), .bold)
            selected = nil
            return
        }
        dim = Style(.palette(isLight ? 243 : 244))
        accent = Style(.palette(isLight ? 25 : 75), .bold)
        good = Style(.palette(isLight ? 28 : 71))
        busy = Style(.palette(isLight ? 25 : 75))
        waiting = Style(.palette(isLight ? 94 : 179))
        warning = Style(.palette(isLight ? 130 : 208), .bold)
        bad = Style(.palette(isLight ? 124 : 203), .bold)
        selected = isLight ? (.palette(253), .palette(232)) : (.palette(237), .palette(255))
    }

    /// The look of a cell of the selected row.
    func selecting(_ style: Style, isFocused: Bool) -> Style {
        guard let selected else {
            // Dim and reverse together would be grey patches in the row.
            let attributes = style.attributes.subtracting(.dim)
            return isFocused ? Style(.terminal, attributes.union(.reverse)) : style.adding(.bold)
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

extension Theme {
    /// The look of the name of one of several logs.
    func style(ofSource index: Int) -> Style {
        let palette = [busy, good, waiting, accent, warning, text, dim]
        return palette[index % palette.count]
    }

    /// What was searched for, where it was found.
    var match: Style { waiting.adding(.reverse) }
    /// The same in the line that the reader went to.
    var currentMatch: Style { warning.adding([.reverse, .underline]) }
}

extension Style {
    /// The terminal's own background.
    fileprivate init(_ foreground: Color, _ attributes: Attributes) {
        self.init(foreground, on: .terminal, attributes)
    }
}
