import CNcurses

/// Keys that the terminal's description leaves out.
enum ExtraKeys {
    /// The marks around pasted text ("bracketed paste"), above the codes that ncurses uses itself.
    static let pasteStart: CInt = 0o2000
    static let pasteEnd: CInt = 0o2001

    /// Teaches the current screen the marks, and the arrows in the mode that the description does not name: which of the
    /// two a terminal sends depends on what ran before us.
    static func define() {
        define_key("\u{1B}[200~", pasteStart)
        define_key("\u{1B}[201~", pasteEnd)
        let arrows = [
            ("A", KEY_UP), ("B", KEY_DOWN), ("C", KEY_RIGHT), ("D", KEY_LEFT), ("H", KEY_HOME), ("F", KEY_END),
        ]
        for (letter, code) in arrows {
            define_key("\u{1B}[" + letter, code)
            define_key("\u{1B}O" + letter, code)
        }
    }
}
