import JobCore
import Yams

/// What is kept, in the configuration.
struct RetentionSettings: Sendable, Equatable {
    var logHead: ByteCount?
    var logTail: ByteCount?
    var logTotal: ByteCount?
    var logAge: Duration?
    var historyAge: Duration?
    var historyCount: Int?
    var journalAge: Duration?

    /// What the worker deletes.
    var policy: RetentionPolicy {
        var policy = RetentionPolicy()
        if let logTotal { policy.logTotal = logTotal }
        policy.logAge = logAge
        policy.historyAge = historyAge
        policy.historyCount = historyCount
        policy.journalAge = journalAge
        return policy
    }

    mutating func read(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'retention'") { (key, node) throws(InvalidInput) in
            switch key {
            case "logHead": logHead = try reader.size(node, "retention.logHead")
            case "logTail": logTail = try reader.size(node, "retention.logTail")
            case "logTotal": logTotal = try reader.size(node, "retention.logTotal")
            case "logAge": logAge = try readAge(node, "retention.logAge", reader)
            case "historyAge": historyAge = try readAge(node, "retention.historyAge", reader)
            case "historyCount":
                historyCount = try reader.integer(node, "retention.historyCount", in: 0...1_000_000_000)
            case "journalAge": journalAge = try readAge(node, "retention.journalAge", reader)
            default:
                return ["logHead", "logTail", "logTotal", "logAge", "historyAge", "historyCount", "journalAge"]
            }
            return nil
        }
    }

    /// A number without a unit means seconds, and would delete nearly everything: not what anybody means here.
    private func readAge(_ node: Node, _ key: String, _ reader: SettingsReader) throws(InvalidInput) -> Duration {
        let age = try reader.duration(node, key)
        guard age >= .seconds(60) else {
            throw reader.refuse(node, "\(key): \(age.forPeople) is too short. Give at least 1m, such as 30d.")
        }
        return age
    }
}
