/// Something done with the mouse.
public struct MouseEvent: Equatable, Sendable {
    /// What was done.
    public enum Kind: Equatable, Sendable {
        /// The left button was pressed.
        case press
        /// It was pressed again in the same place, at once.
        case doublePress
        case wheelUp, wheelDown
    }

    /// What was done.
    public var kind: Kind
    /// Where, from 0.
    public var column: Int
    /// Where, from 0.
    public var row: Int

    /// Something done at a place of the screen.
    public init(_ kind: Kind, column: Int, row: Int) {
        self.kind = kind
        self.column = column
        self.row = row
    }
}
