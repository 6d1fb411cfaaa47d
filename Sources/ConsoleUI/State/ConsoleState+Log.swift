extension ConsoleState {
    /// The commands of the log; `nil` for others.
    mutating func performLogs(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .toggleFollow: log.toggleFollow(visibleRows: visibleLogRows)
        case .panLeft: log.pan(by: -16)
        case .panRight: log.pan(by: 16)
        default: return nil
        }
        return []
    }

    mutating func moveLog(_ command: KeyCommand) {
        switch command {
        case .moveToFirst: log.moveToFirst()
        case .moveToLast: log.follow()
        default:
            guard let delta = command.distance(page: visibleLogRows) else { return }
            log.scroll(by: Int64(delta), visibleRows: visibleLogRows)
        }
    }
}
