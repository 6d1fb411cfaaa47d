/// When a notice that could not be delivered is tried again.
public enum NotifyBackoff {
    /// A webhook is given up after that long.
    public static let patience = Duration.seconds(86_400)
    /// A command that fails is run that often.
    public static let commandTries = 3
    private static let first = Duration.seconds(1)
    private static let longest = Duration.seconds(600)

    /// The pause after a failed try: 1 s, doubling to 10 min.
    ///
    /// - Parameters:
    ///   - tries: how many have failed, at least 1.
    ///   - jitter: a factor from 0.8 to 1.2.
    public static func pause(after tries: Int, jitter: Double) -> Duration {
        let doubled = tries > 10 ? longest : first * (1 << max(0, tries - 1))
        return min(doubled, longest) * jitter
    }

    /// Whether another try is made.
    public static func goesOn(after tries: Int, waited: Duration, by action: NotifyRule.Action) -> Bool {
        switch action {
        case .command: tries < commandTries
        case .webhook: waited < patience
        }
    }
}
