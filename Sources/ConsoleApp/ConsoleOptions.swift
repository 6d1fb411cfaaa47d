public import Foundation

/// How the console is started. The environment is read by the executable, not here.
public struct ConsoleOptions: Sendable {
    /// The store's place, as the header shows it.
    public var storeName: String
    /// Whether colours are unwanted (`NO_COLOR`). Default false.
    public var isColorless: Bool
    /// Where the person is, for clocks. Default the machine's.
    public var timeZone: TimeZone
    /// The time.
    public var now: @Sendable () -> Date

    /// Colours, the machine's time zone and its clock unless told otherwise.
    public init(
        storeName: String, isColorless: Bool = false, timeZone: TimeZone = .current,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.storeName = storeName
        self.isColorless = isColorless
        self.timeZone = timeZone
        self.now = now
    }
}
