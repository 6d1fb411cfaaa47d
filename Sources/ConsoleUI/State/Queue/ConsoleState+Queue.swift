import JobCore

extension ConsoleState {
    /// The commands that open what lies beside the panes; `nil` for others.
    mutating func performQueue(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .showGroups: overlays.append(.groups(GroupsOverlay()))
        case .showSchedules: overlays.append(.schedules(SchedulesOverlay()))
        case .showNotifications: overlays.append(.notifications(NotificationsOverlay()))
        default: return nil
        }
        return []
    }

    /// What the open overlays about the queue need.
    var queueRequests: [ReadRequest] {
        var requests: [ReadRequest] = []
        for overlay in overlays {
            let wanted: [ReadRequest] =
                switch overlay {
                case .groups, .change, .launch: [.groups]
                case .schedules(let content):
                    [.schedules] + (content.selected(self).map { [.runs(schedule: $0.name)] } ?? [])
                case .notifications: [.notifications]
                default: []
                }
            requests += wanted.filter { !requests.contains($0) }
        }
        return requests
    }

    /// Takes what was read about the queue.
    mutating func loadQueue(_ action: ConsoleAction) {
        switch action {
        case .groupsLoaded(let groups): queue.groups = groups
        case .schedulesLoaded(let schedules): queue.schedules = schedules
        case .runsLoaded(let jobs, let schedule): queue.load(runs: jobs, of: schedule)
        case .notificationsLoaded(let report): queue.notifications = report
        default: break
        }
    }
}
