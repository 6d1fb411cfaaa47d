/// All keys, made from the key table.
public struct HelpOverlay: Equatable, Sendable, OverlayContent {
    /// The first row on the screen.
    public private(set) var top = 0

    init() {}

    var overlay: Overlay { .help(self) }
    var scopes: [KeyScope] { [.list, .everywhere, .always] }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command == .help { return .closes }
        let rows = state.layout.helpRows
        guard let delta = command.distance(page: rows) else { return .stays }
        top = min(max(0, top + delta), max(0, HelpView.rowCount(state.settings.keys) - rows))
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        HelpView(keys: state.settings.keys, top: top).draw(size: state.size, on: &painter)
    }
}
