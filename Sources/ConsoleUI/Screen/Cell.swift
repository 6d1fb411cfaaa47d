/// One place of the screen: a character with at most two combining marks, its width and its style.
public struct Cell: Equatable, Sendable {
    /// The character; a blank in an empty cell.
    public var scalar: Unicode.Scalar
    /// The first combining mark on it.
    public var firstMark: Unicode.Scalar?
    /// The second combining mark on it; a third is not shown (a flood of marks makes terminals crawl).
    public var secondMark: Unicode.Scalar?
    /// 1 or 2 columns; 0 for the right half of the wide character at its left.
    public var width: UInt8
    /// Colours and attributes.
    public var style: Style

    /// A character of one column without marks, unless told otherwise.
    public init(_ scalar: Unicode.Scalar = " ", width: UInt8 = 1, style: Style = .plain) {
        self.scalar = scalar
        self.width = width
        self.style = style
    }

    /// Puts a mark on the character where there is room for one.
    mutating func add(mark: Unicode.Scalar) {
        if firstMark == nil {
            firstMark = mark
        } else if secondMark == nil {
            secondMark = mark
        }
    }
}
