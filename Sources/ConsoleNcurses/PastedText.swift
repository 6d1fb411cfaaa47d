/// Text between the marks of a bracketed paste, put together as it is read.
///
/// Terminals send what Enter would send for an end of a line: CR. Every such end is LF here.
struct PastedText: Equatable {
    private(set) var text = ""
    private var isAfterReturn = false

    /// More than so many bytes of a paste are not held.
    private static let maxBytes = 1 << 20

    mutating func append(_ scalar: Unicode.Scalar) {
        defer { isAfterReturn = scalar == "\r" }
        guard text.utf8.count < Self.maxBytes, !(isAfterReturn && scalar == "\n") else { return }
        text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
    }
}
