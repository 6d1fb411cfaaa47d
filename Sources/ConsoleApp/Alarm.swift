/// Wakes the loop once at a later time; setting it anew replaces what was set. Not set, it costs nothing.
struct Alarm: ~Copyable {
    private let mailbox: Mailbox
    private var deadline: ContinuousClock.Instant?
    private var task: Task<Void, Never>?

    /// Closer than this, one time is as good as another.
    private static let resolution = Duration.milliseconds(5)

    init(mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    deinit {
        task?.cancel()
    }

    /// `nil` takes the alarm back.
    mutating func set(_ deadline: ContinuousClock.Instant?) {
        guard deadline != self.deadline else { return }
        // A sleep that is cancelled wakes the process all the same when its time has come.
        if let before = self.deadline, let deadline, before > .now {
            let latest = max(before, deadline)
            if min(before, deadline) + Self.resolution > latest { return }
        }
        self.deadline = deadline
        task?.cancel()
        task = deadline.map { deadline in
            Task { [mailbox] in
                try? await Task.sleep(until: deadline, clock: .continuous)
                if !Task.isCancelled { mailbox.post(.alarm) }
            }
        }
    }
}
