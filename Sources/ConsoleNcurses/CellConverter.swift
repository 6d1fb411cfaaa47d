import CNcurses
import ConsoleUI

/// Turns cells of ours into those of ncurses, and keeps the colour pairs it has asked for.
struct CellConverter {
    private var pairs: [ColorPair: CInt] = [:]
    /// The blank of the style that was converted last: neighbours mostly have the same.
    private var blank: (style: Style, character: cchar_t)?

    private struct ColorPair: Hashable {
        let foreground: CInt
        let background: CInt
    }

    /// One entry a character: ncurses adds the right half of a wide one by itself.
    mutating func convert(_ cells: ArraySlice<Cell>) -> [cchar_t] {
        var result: [cchar_t] = []
        result.reserveCapacity(cells.count)
        for (offset, cell) in cells.enumerated() where cell.width > 0 {
            if cell.scalar.isASCII, cell.firstMark == nil {
                result.append(plain(cell))
                continue
            }
            let isCut = cell.width == 2 && offset + 1 == cells.count
            // The C library may know another width than our table, or none in this locale: then ncurses would place
            // the rest of the row elsewhere than we do.
            if !isCut, berth_columns(cell.scalar.value) == CInt(cell.width) {
                result.append(converted(cell))
            } else {
                let substitute = converted(Cell("?", style: cell.style))
                result.append(contentsOf: repeatElement(substitute, count: isCut ? 1 : Int(cell.width)))
            }
        }
        return result
    }

    /// An ASCII character has one column in every locale, and its code in every character set that ncurses knows.
    private mutating func plain(_ cell: Cell) -> cchar_t {
        var character: cchar_t
        if let blank, blank.style == cell.style {
            character = blank.character
        } else {
            character = converted(Cell(" ", style: cell.style))
            blank = (cell.style, character)
        }
        character.chars.0 = wchar_t(cell.scalar.value)
        return character
    }

    private mutating func converted(_ cell: Cell) -> cchar_t {
        var character = cchar_t()
        _ = berth_cell(
            &character, cell.scalar.value, cell.firstMark?.value ?? 0, cell.secondMark?.value ?? 0,
            attributes(cell.style.attributes), pair(for: cell.style))
        return character
    }

    private func attributes(_ attributes: Style.Attributes) -> attr_t {
        var result: attr_t = 0
        if attributes.contains(.bold) { result |= berth_attr_bold() }
        if attributes.contains(.dim) { result |= berth_attr_dim() }
        if attributes.contains(.reverse) { result |= berth_attr_reverse() }
        if attributes.contains(.underline) { result |= berth_attr_underline() }
        return result
    }

    private mutating func pair(for style: Style) -> CInt {
        let wanted = ColorPair(foreground: available(style.foreground), background: available(style.background))
        if wanted.foreground < 0, wanted.background < 0 { return 0 }
        if let known = pairs[wanted] { return known }
        let pair = max(0, alloc_pair(wanted.foreground, wanted.background))
        pairs[wanted] = pair
        return pair
    }

    /// The terminal's own colour in place of one that it does not have.
    private func available(_ color: Style.Color) -> CInt {
        let index = CInt(color.index)
        return index < berth_colors() ? index : -1
    }
}
