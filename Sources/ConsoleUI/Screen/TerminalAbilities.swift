/// What a terminal can show.
public struct TerminalAbilities: Equatable, Sendable {
    /// Colours of its palette: 0, 8, 16, 256 or more.
    public var colors: Int
    /// Whether it shows characters beyond ASCII (the locale's character set is UTF-8).
    public var isUTF8: Bool

    /// A terminal of 16 colours that shows UTF-8, unless told otherwise.
    public init(colors: Int = 16, isUTF8: Bool = true) {
        self.colors = colors
        self.isUTF8 = isUTF8
    }
}
