import Logging

extension Logger {
    /// Says nothing: a command tells its errors itself.
    static var silent: Logger {
        Logger(label: "berth") { _ in SwiftLogNoOpLogHandler() }
    }
}
