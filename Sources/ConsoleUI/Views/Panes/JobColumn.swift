/// A column of the job list.
public enum JobColumn: String, CaseIterable, Sendable {
    case mark, number, name, status, host, group, priority, age, cpu, memory, attempt, outcome

    /// Those that a person can leave out.
    static let optional: [JobColumn] = [.host, .group, .priority, .age, .cpu, .memory, .attempt, .outcome]

    /// What stands above it.
    var head: String {
        switch self {
        case .mark: ""
        case .number: "ID"
        case .name: "NAME"
        case .status: "STATUS"
        case .host: "HOST"
        case .group: "GROUP"
        case .priority: "PRI"
        case .age: "TIME"
        case .cpu: "CPU"
        case .memory: "MEMORY"
        case .attempt: "TRY"
        case .outcome: "OUTCOME"
        }
    }

    /// What the picker says about it.
    var words: String {
        switch self {
        case .mark, .number, .name, .status: head.lowercased()
        case .host: "host"
        case .group: "group"
        case .priority: "priority"
        case .age: "how long it runs, ran or waits"
        case .cpu: "CPU in use, 100 % is one core"
        case .memory: "memory in use, and its limit"
        case .attempt: "attempt of attempts"
        case .outcome: "exit in words, or what it waits for"
        }
    }
}
