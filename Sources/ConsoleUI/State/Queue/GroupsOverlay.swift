import JobCore

/// The groups: how many of each run, wait, may run; paused and resumed, limited, made and removed from here.
public struct GroupsOverlay: Equatable, Sendable, OverlayContent {
    private(set) var cursor = NamedCursor()
    /// What is being written: a limit, or a new group.
    private(set) var edit: Edit?

    /// A line that is written in.
    struct Edit: Equatable {
        /// The group whose limit it is; `nil` for a new one.
        var group: String?
        var field = TextField()
        /// What is wrong with it.
        var problem: String?

        var label: String { group.map { "Limit of '\($0)', empty for none:" } ?? "Name and limit, such as gpu 2:" }
    }

    var overlay: Overlay { .groups(self) }
    var scopes: [KeyScope] { edit == nil ? [.groups, .everywhere, .always] : [.field, .always] }
    var takesText: Bool { edit != nil }

    /// The selected group.
    func selected(_ state: ConsoleState) -> JobGroup? {
        let groups = state.queue.groups ?? []
        return cursor.index(in: groups.map(\.name)).map { groups[$0] }
    }

    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool {
        ![.listJobs, .pauseOrResume, .editLimit, .removeEntry].contains(command) || selected(state) != nil
    }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        edit?.field.insert(text)
        edit?.problem = nil
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if edit != nil { return performInField(command) }
        switch command {
        case .back, .leave: return .closes
        case .newGroup:
            edit = Edit()
            return .stays
        default: break
        }
        guard let group = selected(state) else { return .stays }
        switch command {
        case .listJobs:
            return .closes { state in
                state.list(.group(group.name))
                return []
            }
        case .pauseOrResume:
            let change: GroupChange = group.pausedAt == nil ? .pause : .resume
            return .stays { state in [state.ask(.changeGroup(group.name, change))] }
        case .editLimit:
            edit = Edit(group: group.name, field: TextField(group.parallel.map { "\($0)" } ?? ""))
        case .removeEntry:
            return .stays { state in
                state.overlays.append(
                    .confirm(
                        ConfirmOverlay(
                            title: "Remove", question: "Remove group '\(group.name)'?",
                            consequences: ["Only one whose jobs have all ended can be removed; the jobs stay."],
                            yes: "Yes, remove", request: .changeGroup(group.name, .remove))))
                return []
            }
        default:
            let names = (state.queue.groups ?? []).map(\.name)
            let rows = GroupsView(overlay: self, state: state).visibleRows
            if let delta = command.distance(page: rows) { cursor.move(by: delta, in: names, visibleRows: rows) }
        }
        return .stays
    }

    /// A press selects the group under it, a double press shows its jobs.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        let view = GroupsView(overlay: self, state: state)
        guard edit == nil, let row = view.row(at: event) else { return .stays }
        cursor.select(row, in: (state.queue.groups ?? []).map(\.name))
        return event.kind == .doublePress ? perform(.listJobs, in: state) : .stays
    }

    private mutating func performInField(_ command: KeyCommand) -> OverlayOutcome {
        switch command {
        case .back: edit = nil
        case .accept:
            guard let edit, let (name, limit) = read(edit) else { return .stays }
            self.edit = nil
            return .stays { state in [state.ask(.changeGroup(name, .limit(limit)))] }
        default:
            edit?.field.perform(command)
            edit?.problem = nil
        }
        return .stays
    }

    /// What was written; `nil` when it cannot be, which is then said beside it.
    private mutating func read(_ edit: Edit) -> (name: String, limit: Int?)? {
        var words = edit.field.text.split(separator: " ").map(String.init)
        let name = edit.group ?? (words.isEmpty ? "" : words.removeFirst())
        var limit: Int?
        if let word = words.first {
            guard words.count == 1, let number = Int(word) else {
                self.edit?.problem = "'\(word)' is not a number."
                return nil
            }
            limit = number
        }
        do throws(InvalidInput) {
            try JobValidation.checkGroup(name, parallel: limit)
        } catch {
            self.edit?.problem = error.message
            return nil
        }
        return (name, limit)
    }

    mutating func settle(in state: ConsoleState) {
        cursor.settle(in: (state.queue.groups ?? []).map(\.name))
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        GroupsView(overlay: self, state: state).draw(on: &painter)
    }
}
