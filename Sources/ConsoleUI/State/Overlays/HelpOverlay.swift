/// All keys, made from the key table.
public struct HelpOverlay: Equatable, Sendable, OverlayContent {
    /// The first row on the screen.
    public private(set) var top = 0
    /// What narrows it; `nil` while nothing does.
    private(set) var filter: TextField?
    /// Whether the filter is being written.
    private(set) var isWriting = false
    /// The scopes that were open when it was asked for, the most special one first.
    let opened: [KeyScope]

    init(opened: [KeyScope] = []) {
        self.opened = opened
    }

    var overlay: Overlay { .help(self) }
    var scopes: [KeyScope] { isWriting ? [.field, .always] : [.help, .reading, .everywhere, .always] }
    var takesText: Bool { isWriting }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        filter?.insert(text)
        top = 0
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .help: return .closes
        case .back where isWriting || filter != nil:
            filter = nil
            isWriting = false
            top = 0
        case .back, .leave: return .closes
        case .filter:
            filter = filter ?? TextField()
            isWriting = true
        case .accept:
            guard isWriting else { return .closes }
            isWriting = false
        default:
            let rows = state.layout.helpRows
            if let delta = command.distance(page: rows) {
                let count = HelpView(keys: state.settings.keys, help: self).rows.count
                top = min(max(0, top + delta), max(0, count - rows))
            } else {
                filter?.perform(command)
                top = 0
            }
        }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        HelpView(keys: state.settings.keys, help: self).draw(state.layout, on: &painter)
    }
}
