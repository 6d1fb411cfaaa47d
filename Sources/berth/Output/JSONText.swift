import Foundation

/// JSON as every command writes it: keys in camelCase and sorted, times RFC 3339 in UTC (decisions 19). What a terminal
/// would obey or hide is escaped, which changes no value (S12).
enum JSONText {
    /// The version of all our JSON; grows when a field changes its meaning or goes away, not when one is added.
    static let schemaVersion = 1

    static func encode(_ value: some Encodable, isPretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            isPretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp.machine(date))
        }
        return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Outside strings JSON is plain ASCII, so that everything else stands inside one and may be escaped.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isRisky) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            guard isRisky(scalar) else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }

    private static func isRisky(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7F else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }
}
