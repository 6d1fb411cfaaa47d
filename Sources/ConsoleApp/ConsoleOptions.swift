public import ConsoleUI
public import Foundation
public import JobCore

/// How the console is started. The environment is read by the executable, not here.
public struct ConsoleOptions: Sendable {
    /// The store's place, as the header shows it.
    public var storeName: String
    /// Whether colours are unwanted (`NO_COLOR`). Default false.
    public var isColorless: Bool
    /// Whether the terminal's background is light. Default false.
    public var isLight: Bool
    /// Whether nothing may be changed. Default false.
    public var isReadOnly: Bool
    /// The keys. Default Berth's own.
    public var keys: KeyTable
    /// Said at the start, such as what is wrong with the keys.
    public var notices: [Notice]
    /// Whether `prepare` starts a worker. Default false.
    public var startsWorker: Bool
    /// Done beside the first frame, such as starting a worker; answers with what has to be said.
    public var prepare: @Sendable () async -> [Notice]
    /// What a job may ask for.
    public var safety = SafetyPolicy()
    /// Where the person is, for clocks. Default the machine's.
    public var timeZone: TimeZone
    /// The command that shows a text page by page. Default `less -R`.
    public var pager = "less -R"
    /// The command that opens a file for editing. Default `vi`.
    public var editor = "vi"
    /// The configuration file, which the editor is given.
    public var settingsPath = ""
    /// The time.
    public var now: @Sendable () -> Date
    /// How long the machine has been awake; beside `now` it tells that the machine slept (F91).
    public var uptime: @Sendable () -> Duration

    /// Something to be said at the foot of the screen.
    public struct Notice: Sendable {
        /// The sentence.
        public var text: String
        /// Whether something went wrong.
        public var isError: Bool

        /// A sentence that tells of nothing bad, unless told otherwise.
        public init(_ text: String, isError: Bool = false) {
            self.text = text
            self.isError = isError
        }
    }

    /// Colours, the machine's time zone and its clocks unless told otherwise.
    public init(
        storeName: String, isColorless: Bool = false, isLight: Bool = false, isReadOnly: Bool = false,
        keys: KeyTable = .standard, notices: [Notice] = [], startsWorker: Bool = false,
        prepare: @escaping @Sendable () async -> [Notice] = { [] },
        timeZone: TimeZone = .current, now: @escaping @Sendable () -> Date = { Date() },
        uptime: @escaping @Sendable () -> Duration = ConsoleOptions.awake
    ) {
        self.storeName = storeName
        self.isColorless = isColorless
        self.isLight = isLight
        self.isReadOnly = isReadOnly
        self.keys = keys
        self.notices = notices
        self.startsWorker = startsWorker
        self.prepare = prepare
        self.timeZone = timeZone
        self.now = now
        self.uptime = uptime
    }

    private static let start = SuspendingClock.now

    /// How long the machine has been awake since this was asked first.
    public static let awake: @Sendable () -> Duration = { SuspendingClock.now - start }
}
