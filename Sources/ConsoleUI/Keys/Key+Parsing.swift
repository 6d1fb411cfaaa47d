public import JobCore

extension Key {
    /// Reads a key as the help writes it: `s`, `ctrl-k`, `alt-x`, `space`, `enter`, `F5`.
    ///
    /// - Throws: `InvalidInput` when no terminal sends such a key.
    public init(parsing text: String) throws(InvalidInput) {
        let lowered = text.lowercased()
        let scalars = Array(text.unicodeScalars)
        if scalars.count == 1, scalars[0].value > 0x20, DisplayWidth.columns(of: scalars[0]) > 0 {
            self = .character(scalars[0])
        } else if let named = Self.named[lowered] {
            self = named
        } else if lowered.hasPrefix("ctrl-"), let letter = Self.letter(lowered.dropFirst(5)) {
            guard !"hijm".unicodeScalars.contains(letter) else {
                throw InvalidInput("key", "'\(text)' is the same as another key on a terminal. Take another letter.")
            }
            self = .control(letter)
        } else if lowered.hasPrefix("alt-"), let letter = Self.letter(lowered.dropFirst(4)) {
            self = .alt(letter)
        } else if lowered.first == "f", let number = Int(lowered.dropFirst()), (1...12).contains(number) {
            self = .function(number)
        } else {
            throw InvalidInput(
                "key", "'\(text)' is not a key. Write for example x, ctrl-k, alt-x, space, enter, esc, tab, pgup or F5."
            )
        }
    }

    private static let named: [String: Key] = [
        "space": .character(" "), "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
        "pgup": .pageUp, "pgdn": .pageDown, "enter": .enter, "esc": .escape, "tab": .tab, "shift-tab": .backTab,
        "backspace": .backspace, "del": .delete,
    ]

    private static func letter(_ text: Substring) -> Unicode.Scalar? {
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first, ("a"..."z").contains(scalar)
        else {
            return nil
        }
        return scalar
    }
}
