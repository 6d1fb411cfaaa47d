import JobCore

/// The containers of hosts' engines: those that are not ours of all hosts, or all of one host. They can be looked at; no key
/// changes them.
public struct ContainersOverlay: Equatable, Sendable, OverlayContent {
    /// Which host; `nil` for the foreign containers of all hosts.
    public let host: String?
    private(set) var cursor = ListCursor()
    private(set) var tab = ContainerTab.log
    /// How many rows of the detail are passed over, from its natural end: a log's newest line, else the first.
    private(set) var scroll = 0
    private var selected: ContainerPlace?

    /// All of one host, or the foreign ones of all hosts.
    init(host: String? = nil) {
        self.host = host
    }

    /// The foreign ones of all hosts, one of them selected.
    init(selecting place: ContainerPlace, _ tab: ContainerTab) {
        host = nil
        selected = place
        self.tab = tab
    }

    var overlay: Overlay { .containers(self) }
    var scopes: [KeyScope] { [.containers, .everywhere, .always] }

    /// Ours first, then by host and name.
    func rows(_ state: ConsoleState) -> [ContainerRow] {
        (state.containers.list?.rows ?? [])
            .filter { host == nil ? !$0.isOurs : $0.host == host }
            .sorted {
                ($0.isOurs ? 0 : 1, $0.host, $0.container.name) < ($1.isOurs ? 0 : 1, $1.host, $1.container.name)
            }
    }

    /// The row in hand: the container that was selected, wherever it stands now.
    func selectedIndex(_ rows: [ContainerRow]) -> Int? {
        rows.isEmpty ? nil : rows.firstIndex { $0.place == selected } ?? min(cursor.row, rows.count - 1)
    }

    /// What has to be read for the screen.
    func detailRequest(_ state: ConsoleState) -> ContainerDetailRequest? {
        let rows = rows(state)
        return selectedIndex(rows).map { ContainerDetailRequest(place: rows[$0].place, tab: tab) }
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        let view = ContainersView(overlay: self, state: state)
        let rows = rows(state)
        let index = selectedIndex(rows)
        switch command {
        case .back, .leave: return .closes
        case .openLogs: show(.log)
        case .inspect: show(.inspect)
        case .containerUsage: show(.usage)
        case .nextTab, .previousTab:
            let tabs = ContainerTab.allCases
            let step = command == .nextTab ? 1 : tabs.count - 1
            show(tabs[((tabs.firstIndex(of: tab) ?? 0) + step) % tabs.count])
        case .openShell:
            guard let index else { break }
            return .stays { [place = rows[index].place] state in state.openShell(.container(place)) }
        case .runWithChanges:
            guard let index else { break }
            return .stays { [place = rows[index].place] state in [state.ask(.form(.container(place)))] }
        case .pageUp, .pageDown, .halfPageUp, .halfPageDown:
            guard let delta = command.distance(page: view.detail.rows) else { break }
            let count = view.lines.count
            scroll = min(max(0, scroll + (tab == .log ? -delta : delta)), max(0, count - view.detail.rows))
        default:
            guard let delta = command.distance(page: view.list.rows) else { break }
            if let index { cursor.select(index) }
            cursor.move(by: delta, count: rows.count, visibleRows: view.list.rows)
            selected = rows.isEmpty ? nil : rows[cursor.row].place
            scroll = 0
        }
        return .stays
    }

    /// A press selects the container under it.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        let view = ContainersView(overlay: self, state: state)
        let rows = rows(state)
        let index = view.top(rows) + event.row - view.list.row
        guard view.list.contains(event), rows.indices.contains(index) else { return .stays }
        selected = rows[index].place
        scroll = 0
        return .stays
    }

    private mutating func show(_ tab: ContainerTab) {
        guard tab != self.tab else { return }
        self.tab = tab
        scroll = 0
    }

    mutating func settle(in state: ConsoleState) {
        // What is looked for may be on a host that has not answered yet.
        guard selected == nil || state.containers.list?.waitingFor.isEmpty == true else { return }
        let rows = rows(state)
        guard let index = selectedIndex(rows) else { return }
        cursor.select(index)
        selected = rows[index].place
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        ContainersView(overlay: self, state: state).draw(on: &painter)
    }
}
