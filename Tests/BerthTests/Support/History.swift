import JobCore

/// All that is known about one lab after a test: what was submitted, what the store says, what the engine still holds, and
/// what the jobs themselves wrote down.
struct History: Sendable {
    /// The jobs that the store acknowledged, with their truth.
    var submitted: [JobNumber: TruthJob]
    var jobs: [Job] = []
    var attempts: [Attempt] = []
    /// The audit journal, oldest first.
    var events: [JobEvent] = []
    var logs: [AttemptID: Log] = [:]
    /// What the jobs wrote down, by key.
    var records: [String: [Record]]
    /// The names of the containers of the store that the engine holds at the end.
    var containers: [String]
    /// The most containers that were seen running at once; `nil` when nobody looked.
    var peakRunning: Int?
    var slots = 10

    /// The stored bytes of an attempt.
    struct Log: Hashable, Sendable {
        var output: [UInt8] = []
        var errors: [UInt8] = []
    }

    /// One line that a job wrote about itself: `start CONTAINER UPTIME` or `end CONTAINER CODE UPTIME`.
    struct Record: Hashable, Sendable {
        var word: String
        /// The first twelve digits of the container's id.
        var container: String
        var code: Int?
        /// Seconds since the machine started.
        var uptime: Double

        init(word: String, container: String, code: Int? = nil, uptime: Double) {
            self.word = word
            self.container = container
            self.code = code
            self.uptime = uptime
        }

        init?(_ line: String) {
            let fields = line.split(separator: " ")
            guard fields.count >= 3, let uptime = Double(fields[fields.count - 1]) else { return nil }
            self.init(
                word: String(fields[0]), container: String(fields[1]), code: fields.count > 3 ? Int(fields[2]) : nil,
                uptime: uptime)
        }
    }
}
