extension String {
    /// Text from outside as it can be bound: SQLite's binding would end at a NUL, and "a\0b" would find "a" (S30).
    var bound: String { contains("\0") ? replacing("\0", with: "\u{FFFD}") : self }
}
