/// Every action by name: what is written narrows the list, enter does the selected one.
public struct PaletteOverlay: Equatable, Sendable, OverlayContent {
    /// What is written.
    public private(set) var field = TextField()
    private(set) var cursor = ListCursor()
    /// The scopes that were open below it: their actions come first.
    private let open: [KeyScope]

    init(scopes: [KeyScope]) {
        open = scopes
    }

    var overlay: Overlay { .palette(self) }
    var scopes: [KeyScope] { [.palette, .field, .always] }
    var takesText: Bool { true }

    /// The actions that fit to what is written, the best first.
    func matches(_ keys: KeyTable) -> [KeyBinding] {
        let actions = keys.bindings.filter { binding in
            binding.scope.isOnMainScreen && binding.command.distance(page: 1) == nil && binding.command != .palette
                && binding.command != .back
        }
        let ranked = actions.enumerated().compactMap { offset, binding in
            FuzzyMatch.rank(of: field.text, in: binding.command.title, or: binding.help).map { rank in
                (rank * 2 + (open.contains(binding.scope) ? 0 : 1), offset, binding)
            }
        }
        // What can be done in several panes is one action, of the pane where one is.
        var seen: Set<KeyCommand> = []
        return ranked.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2).filter { seen.insert($0.command).inserted }
    }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        field.insert(text)
        cursor = ListCursor()
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        let matches = matches(state.settings.keys)
        let rows = PaletteView.rows(state.layout)
        switch command {
        case .back: return .closes
        case .accept:
            guard cursor.row < matches.count else { return .stays }
            let binding = matches[cursor.row]
            return .closes { state in
                if let pane = Pane.allCases.first(where: { $0.scope == binding.scope }) { state.panes.show(pane) }
                return state.perform(binding.command)
            }
        case .complete:
            if cursor.row < matches.count { field = TextField(matches[cursor.row].command.title) }
            cursor = ListCursor()
        default:
            if let delta = command.distance(page: rows) {
                cursor.move(by: delta, count: matches.count, visibleRows: rows)
            } else {
                let before = field.text
                field.perform(command)
                if field.text != before { cursor = ListCursor() }
            }
        }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        PaletteView(palette: self, matches: matches(state.settings.keys)).draw(state.layout, on: &painter)
    }
}

extension KeyScope {
    /// Whether it is open on the main screen, in whatever pane.
    var isOnMainScreen: Bool {
        switch self {
        case .dialog, .list, .reading, .help, .cleanup, .palette, .containers, .form, .hostForm, .change, .field,
            .groups,
            .schedules,
            .notifications:
            false
        default: true
        }
    }
}
