/// The attributes that a job may give its own output (ECMA-48, SGR): colours, bold, dim, underline, reverse. Blink and
/// conceal are passed over: one disturbs, the other hides.
enum SelectGraphicRendition {
    /// The numbers of a sequence, `ESC [ numbers m`; parts behind colons (ITU-T T.416) as if they came one by one.
    static func numbers(in sequence: ArraySlice<UInt8>) -> [Int] {
        sequence.dropFirst(2).dropLast().split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .flatMap { group -> [Int] in
                let parts = group.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                    .map { $0.reduce(0) { min($0 * 10 + Int($1 & 0x0F), 1 << 20) } }
                guard parts.count > 1 else { return parts }
                switch parts[0] {
                // `4:0` is no underline, `4:3` a curly one.
                case 4: return [parts[1] == 0 ? 24 : 4]
                // `38:2:<colour space>:r:g:b`, by some written without the colour space.
                case 38 where parts[1] == 2 && parts.count > 5, 48 where parts[1] == 2 && parts.count > 5:
                    return [parts[0], 2] + parts[3...5]
                case 38, 48: return parts
                default: return [parts[0]]
                }
            }
    }

    /// The style after a sequence of numbers; 0 goes back to `base`.
    ///
    /// - Parameter colors: how many colours the terminal has; what it lacks becomes the nearest one.
    static func apply(_ numbers: [Int], to style: Style, base: Style, colors: Int) -> Style {
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
            case 38: if let color = extended(&rest) { style.foreground = nearest(color, of: colors) }
            case 39: style.foreground = base.foreground
            case 40...47: style.background = .palette(UInt8(number - 40))
            case 48: if let color = extended(&rest) { style.background = nearest(color, of: colors) }
            case 49: style.background = base.background
            case 90...97: style.foreground = nearest(UInt8(number - 90 + 8), of: colors)
            case 100...107: style.background = nearest(UInt8(number - 100 + 8), of: colors)
            default: break
            }
        }
        return style
    }

    /// `5;n` of the palette, or `2;r;g;b`, which becomes the nearest colour of the 6 × 6 × 6 cube or of the greys.
    private static func extended(_ rest: inout ArraySlice<Int>) -> UInt8? {
        switch rest.popFirst() {
        case 5:
            guard let index = rest.popFirst(), (0...255).contains(index) else { return nil }
            return UInt8(index)
        case 2:
            guard rest.count >= 3 else { return nil }
            let parts = rest.prefix(3).map { min(255, $0) }
            rest = rest.dropFirst(3)
            if let low = parts.min(), let high = parts.max(), high - low < 8, (9...246).contains(low) {
                return UInt8(232 + (low - 3) / 10)
            }
            let steps = parts.map { min(5, ($0 + 25) / 51) }
            return UInt8(16 + 36 * steps[0] + 6 * steps[1] + steps[2])
        default:
            return nil
        }
    }

    /// An entry of the palette of 256 in one of 16 or 8.
    private static func nearest(_ index: UInt8, of colors: Int) -> Style.Color {
        guard Int(index) >= colors, colors >= 8 else { return .palette(index) }
        guard index >= 16 else { return .palette(index % 8) }
        if index >= 232 {
            let steps: [UInt8] = colors >= 16 ? [0, 8, 7, 15] : [0, 0, 7, 7]
            return .palette(steps[min(3, Int(index - 232) / 6)])
        }
        let steps = [Int(index - 16) / 36, Int(index - 16) / 6 % 6, Int(index - 16) % 6]
        let strongest = steps.max() ?? 0
        guard strongest > 0 else { return .palette(0) }
        // A part counts that is more than half as strong as the strongest.
        let bits = steps.enumerated().reduce(0) { $1.element * 2 > strongest ? $0 | 1 << $1.offset : $0 }
        return .palette(UInt8(bits) + (colors >= 16 && strongest > 3 ? 8 : 0))
    }
}
