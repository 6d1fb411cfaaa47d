/// Which ends of jobs are told, and how. All that is given must hold.
public struct NotifyRule: Hashable, Sendable {
    /// For people and the journal; unique among the rules.
    public var name: String
    /// Only these ends; empty means all.
    public var statuses: Set<JobStatus>
    /// Only names like this: `*` stands for any text, `?` for one character.
    public var namePattern: String?
    /// Only jobs with all of these labels.
    public var labels: [String: String]
    /// Only jobs of this group.
    public var group: String?
    /// How it is told.
    public var action: Action

    /// A way to tell.
    public enum Action: Hashable, Sendable {
        /// A program and its arguments, with the job in its environment.
        case command([String])
        /// An HTTP POST.
        case webhook(Webhook)
    }

    /// Where a notice is posted to.
    public struct Webhook: Hashable, Sendable {
        /// `https://…`
        public var url: String
        /// The file with the key for the signature; `nil` means unsigned.
        public var secretFile: String?
        /// The file with certificates that sign the receiver's; `nil` where this machine trusts it anyway.
        public var authorityFile: String?

        /// Names them.
        public init(url: String, secretFile: String? = nil, authorityFile: String? = nil) {
            self.url = url
            self.secretFile = secretFile
            self.authorityFile = authorityFile
        }
    }

    /// Makes a rule for every end unless something else is said.
    public init(
        name: String, statuses: Set<JobStatus> = [], namePattern: String? = nil, labels: [String: String] = [:],
        group: String? = nil, action: Action
    ) {
        self.name = name
        self.statuses = statuses
        self.namePattern = namePattern
        self.labels = labels
        self.group = group
        self.action = action
    }

    /// Whether the end of this job is to be told.
    public func matches(_ job: Job) -> Bool {
        guard job.status.isTerminal, statuses.isEmpty || statuses.contains(job.status) else { return false }
        if let namePattern, !TextPattern.fits(job.name, namePattern) { return false }
        if let group, job.group != group { return false }
        return labels.allSatisfy { job.spec.labels[$0.key] == $0.value }
    }
}
