/// Patterns as people write them for names: `*` stands for any text, `?` for one character.
enum TextPattern {
    /// Matches by the greedy way back to the last star: linear for one star, and never exponential.
    static func fits(_ text: String, _ pattern: String) -> Bool {
        let (text, pattern) = (Array(text.unicodeScalars), Array(pattern.unicodeScalars))
        var (place, part) = (0, 0)
        var star: (part: Int, place: Int)?
        while place < text.count {
            if part < pattern.count, pattern[part] == "*" {
                star = (part, place)
                part += 1
            } else if part < pattern.count, pattern[part] == "?" || pattern[part] == text[place] {
                place += 1
                part += 1
            } else if let last = star {
                star = (last.part, last.place + 1)
                part = last.part + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[part...].allSatisfy { $0 == "*" }
    }
}
