/// The attributes that a job may give its own output (ECMA-48, SGR): colours, bold, dim, underline, reverse. Blink and
/// conceal are passed over: one disturbs, the other hides.
enum SelectGraphicRendition {
    /// The style after a sequence of numbers; 0 goes back to `base`.
    static func apply(_ numbers: [Int], to style: Style, base: Style) -> Style {
        var style = style
        var rest = numbers[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: style = base
            case 1: style.attributes.insert(.bold)
            case 2: style.attributes.insert(.dim)
            case 4: style.attributes.insert(.underline)
            case 7: style.attributes.insert(.reverse)
            case 22: style.attributes.subtract([.bold, .dim])
            case 24: style.attributes.remove(.underline)
            case 27: style.attributes.remove(.reverse)
            case 30...37: style.foreground = .palette(UInt8(number - 30))
            case 38: if let color = extended(&rest) { style.foreground = color }
            case 39: style.foreground = base.foreground
            case 40...47: style.background = .palette(UInt8(number - 40))
            case 48: if let color = extended(&rest) { style.background = color }
            case 49: style.background = base.background
            case 90...97: style.foreground = .palette(UInt8(number - 90 + 8))
            case 100...107: style.background = .palette(UInt8(number - 100 + 8))
            default: break
            }
        }
        return style
    }

    /// `5;n` of the palette, or `2;r;g;b`, which becomes the nearest colour of the 6 × 6 × 6 cube.
    private static func extended(_ rest: inout ArraySlice<Int>) -> Style.Color? {
        switch rest.popFirst() {
        case 5:
            guard let index = rest.popFirst(), (0...255).contains(index) else { return nil }
            return .palette(UInt8(index))
        case 2:
            guard rest.count >= 3 else { return nil }
            let steps = rest.prefix(3).map { min(5, (min(255, $0) + 25) / 51) }
            rest = rest.dropFirst(3)
            return .palette(UInt8(16 + 36 * steps[0] + 6 * steps[1] + steps[2]))
        default:
            return nil
        }
    }
}
