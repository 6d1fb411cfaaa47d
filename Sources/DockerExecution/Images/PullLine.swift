/// One line of a pull's answer.
struct PullLine: Decodable, Sendable {
    let status: String?
    /// The layer, or the tag in the first line.
    let id: String?
    let progress: Progress?
    /// Set when the pull failed, inside of an answer that began well.
    let failure: Failure?

    struct Progress: Decodable, Sendable {
        let current: Int64?
        let total: Int64?
    }

    struct Failure: Decodable, Sendable {
        let message: String?
    }

    private enum CodingKeys: String, CodingKey {
        case status, id, progress = "progressDetail", failure = "errorDetail"
    }
}
