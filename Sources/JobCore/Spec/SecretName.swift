/// Tells by its name that a variable likely holds a secret, so that its value is not shown to whoever looks over a shoulder.
///
/// A guess, for screens only: what must not be read is given to Berth as a secret, and then never shown.
public enum SecretName {
    private static let words: Set<String> = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "PASS", "PWD", "SECRET", "SECRETS", "TOKEN", "TOKENS", "CREDENTIAL",
        "CREDENTIALS", "APIKEY", "PAT",
    ]
    private static let keysOf: Set<String> = ["API", "ACCESS", "PRIVATE", "SIGNING", "ENCRYPTION", "MASTER", "ACCOUNT"]

    /// Whether a variable of that name likely holds a secret: `DB_PASSWORD`, `github-token`, `AWS_SECRET_ACCESS_KEY`.
    public static func isLikely(_ name: String) -> Bool {
        let parts = name.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        // `PWD` and `OLDPWD` are directories.
        if parts == ["PWD"] { return false }
        if parts.contains(where: { words.contains($0) || $0.hasSuffix("PASSWORD") }) { return true }
        return zip(parts, parts.dropFirst()).contains { keysOf.contains($0) && $1.hasPrefix("KEY") }
    }

    /// `text` with the values of likely secrets made unreadable, wherever a `NAME=value` stands in it: as a word, in quotes, in
    /// JSON. As many signs as before, so that a place in it stays the same.
    public static func masked(_ text: String) -> String {
        var result: [Character] = []
        result.reserveCapacity(text.count)
        var name: [Character] = []
        var isMasking = false
        var quote: Character?
        for character in text {
            let isQuote = character == "\"" || character == "'"
            if isQuote, quote == nil || quote == character { quote = quote == nil ? character : nil }
            // A value ends with its quote, or with the word.
            if isMasking, isQuote && quote == nil || quote == nil && character.isWhitespace { isMasking = false }
            if isMasking {
                result.append(isQuote ? character : "•")
                continue
            }
            result.append(character)
            if character == "=" {
                isMasking = isLikely(String(name))
                name = []
            } else if character.isLetter || character.isNumber || character == "_" || character == "-" {
                name.append(character)
            } else {
                name = []
            }
        }
        return String(result)
    }
}
