/// Text that a person typed, as a sentence quotes it.
public enum TextForSentence {
    /// At most 60 characters.
    public static func shortened(_ text: String) -> String {
        text.count <= 60 ? text : text.prefix(59) + "…"
    }
}
