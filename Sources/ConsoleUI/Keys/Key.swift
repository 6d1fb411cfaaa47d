/// One key press.
public enum Key: Hashable, Sendable {
    /// A printable character, as it arrives with Shift and the keyboard's layout applied.
    case character(Unicode.Scalar)
    /// Control and a letter, `a` to `z`.
    case control(Unicode.Scalar)
    /// Alt and a character.
    case alt(Unicode.Scalar)
    case up, down, left, right
    case home, end, pageUp, pageDown
    case enter, escape, tab, backTab, backspace, delete
    /// F1 is 1.
    case function(Int)

    /// How it is written in the footer and the help.
    public func name(isASCII: Bool) -> String {
        switch self {
        case .character(" "): "space"
        case .character(let scalar): String(Character(scalar))
        case .control(let scalar): "ctrl-" + String(Character(scalar))
        case .alt(let scalar): "alt-" + String(Character(scalar))
        case .up: isASCII ? "up" : "↑"
        case .down: isASCII ? "down" : "↓"
        case .left: isASCII ? "left" : "←"
        case .right: isASCII ? "right" : "→"
        case .home: "home"
        case .end: "end"
        case .pageUp: "pgup"
        case .pageDown: "pgdn"
        case .enter: isASCII ? "enter" : "⏎"
        case .escape: "esc"
        case .tab: "tab"
        case .backTab: "shift-tab"
        case .backspace: "backspace"
        case .delete: "del"
        case .function(let number): "F\(number)"
        }
    }
}
