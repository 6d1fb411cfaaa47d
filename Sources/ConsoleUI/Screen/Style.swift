/// How a cell looks: colours and attributes.
public struct Style: Equatable, Hashable, Sendable {
    /// A colour of the terminal's palette.
    public struct Color: Equatable, Hashable, Sendable {
        /// −1 for the terminal's own colour, else the index in its palette (0–15 everywhere, up to 255 where there are).
        public let index: Int16

        /// The terminal's own foreground or background.
        public static let terminal = Color(index: -1)

        /// Entry `index` of the palette.
        public static func palette(_ index: UInt8) -> Color { Color(index: Int16(index)) }
    }

    /// Attributes that need no colour.
    public struct Attributes: OptionSet, Hashable, Sendable {
        /// The bits.
        public let rawValue: UInt8

        /// A set of these bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Brighter or heavier.
        public static let bold = Attributes(rawValue: 1)
        /// Fainter.
        public static let dim = Attributes(rawValue: 2)
        /// Foreground and background exchanged.
        public static let reverse = Attributes(rawValue: 4)
        /// Underlined.
        public static let underline = Attributes(rawValue: 8)
    }

    /// The colour of the character.
    public var foreground: Color
    /// The colour behind it.
    public var background: Color
    /// Bold, dim, reverse, underline.
    public var attributes: Attributes

    /// The terminal's own colours without attributes, unless told otherwise.
    public init(_ foreground: Color = .terminal, on background: Color = .terminal, _ attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colours, no attribute.
    public static let plain = Style()

    /// This style with further attributes.
    public func adding(_ more: Attributes) -> Style {
        Style(foreground, on: background, attributes.union(more))
    }
}
