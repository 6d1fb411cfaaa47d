import Foundation
import JobCore

extension DetailPage {
    /// Everything that was asked for, as JSON.
    var spec: [DetailLine] {
        let encoder = JSONEncoder()
        // Variables are not part of it: they have a tab of their own, where secrets are masked.
        guard let data = try? encoder.encode(job.spec), let value = try? JSONSerialization.jsonObject(with: data),
            let text = try? JSONSerialization.data(
                withJSONObject: Self.withoutEmpty(value),
                options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { return [] }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map { DetailLine(String($0)) }
    }

    /// What was not asked for says nothing.
    private static func withoutEmpty(_ value: Any) -> Any {
        guard let object = value as? [String: Any] else { return value }
        return object.mapValues(withoutEmpty).filter { _, value in
            (value as? [Any])?.isEmpty != true && (value as? [String: Any])?.isEmpty != true
        }
    }
}
