/// One thing that `berth doctor` looked at (CMD-16).
struct Finding: Encodable {
    enum State: String, Encodable {
        case ok
        /// Works, but could be better.
        case warning
        /// Something cannot work.
        case failure
    }

    var subject: String
    var state: State
    var detail: String
    /// What to do; absent when all is well.
    var remedy: String?

    static func ok(_ subject: String, _ detail: String) -> Finding {
        Finding(subject: subject, state: .ok, detail: detail)
    }

    static func warning(_ subject: String, _ detail: String, remedy: String) -> Finding {
        Finding(subject: subject, state: .warning, detail: detail, remedy: remedy)
    }

    static func failure(_ subject: String, _ detail: String, remedy: String? = nil) -> Finding {
        Finding(subject: subject, state: .failure, detail: detail, remedy: remedy)
    }
}
