import JobCore

/// The schedules: when each is due, what became of its runs; paused, resumed, run and removed from here.
public struct SchedulesOverlay: Equatable, Sendable, OverlayContent {
    private(set) var cursor = NamedCursor()

    var overlay: Overlay { .schedules(self) }
    var scopes: [KeyScope] { [.schedules, .everywhere, .always] }

    /// The selected schedule.
    func selected(_ state: ConsoleState) -> Schedule? {
        let schedules = state.queue.schedules ?? []
        return cursor.index(in: schedules.map(\.name)).map { schedules[$0] }
    }

    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool {
        ![.listJobs, .pauseOrResume, .runNow, .removeEntry].contains(command) || selected(state) != nil
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command == .back || command == .leave { return .closes }
        guard let schedule = selected(state) else { return .stays }
        let name = schedule.name
        switch command {
        case .listJobs:
            return .closes { state in
                state.list(.schedule(name))
                return []
            }
        case .pauseOrResume:
            let change: ScheduleChange = schedule.pausedAt == nil ? .pause : .resume
            return .stays { state in [state.ask(.changeSchedule(name, change))] }
        case .runNow: return .stays { state in [state.ask(.changeSchedule(name, .run))] }
        case .removeEntry:
            return .stays { state in
                state.overlays.append(
                    .confirm(
                        ConfirmOverlay(
                            title: "Remove", question: "Remove schedule '\(name)'?",
                            consequences: ["It submits nothing any more. The jobs that it submitted stay."],
                            yes: "Yes, remove", request: .changeSchedule(name, .remove))))
                return []
            }
        default:
            let names = (state.queue.schedules ?? []).map(\.name)
            let rows = SchedulesView(overlay: self, state: state).list.rows
            if let delta = command.distance(page: rows) { cursor.move(by: delta, in: names, visibleRows: rows) }
            return .stays
        }
    }

    /// A press selects the schedule under it, a double press shows its runs.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        guard let row = SchedulesView(overlay: self, state: state).row(at: event) else { return .stays }
        cursor.select(row, in: (state.queue.schedules ?? []).map(\.name))
        return event.kind == .doublePress ? perform(.listJobs, in: state) : .stays
    }

    mutating func settle(in state: ConsoleState) {
        cursor.settle(in: (state.queue.schedules ?? []).map(\.name))
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        SchedulesView(overlay: self, state: state).draw(on: &painter)
    }
}
