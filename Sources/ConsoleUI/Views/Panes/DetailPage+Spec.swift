import Foundation
import JobCore

extension DetailPage {
    /// Everything that was asked for, as JSON.
    var spec: [DetailLine] {
        var spec = job.spec
        for index in spec.environment.indices where spec.environment[index].isSecret {
            spec.environment[index].value = "(secret)"
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(spec) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map { DetailLine(String($0)) }
    }
}
