import Foundation
import JobCore

/// Everything about the selected job, tab by tab.
struct DetailView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        let tab = state.detail.tab
        let names =
            state.jobs.selectedContainer.map { [painter.fitted($0.container.name, to: part.columns / 2), "foreign"] }
            ?? state.jobs.selectedArray.map { ["\($0.number)", "array"] }
            ?? [state.jobs.selectedJob.map { "\($0.number)" }, tab.rawValue].compactMap { $0 }
        painter.title("DETAIL", names, in: part, isFocused: state.focus == .detail)
        drawLines(in: part.splitRows(at: 1).below, on: &painter)
    }

    /// What is below the title.
    func drawLines(in body: Rectangle, on painter: inout Painter) {
        guard !body.isEmpty else { return }
        let lines = lines(width: body.columns).dropFirst(state.detail.top).prefix(body.rows)
        for (offset, line) in lines.enumerated() {
            painter.write(
                line.pieces(painter.theme), column: body.column + 2, row: body.row + offset,
                until: body.column + body.columns)
        }
    }

    /// All lines of the tab on the screen.
    func lines(width: Int) -> [DetailLine] {
        if let row = state.jobs.selectedContainer { return ContainerPage(row: row, width: max(20, width - 3)).lines }
        if let array = state.jobs.selectedArray {
            return ArrayPage(
                array: array, sample: state.jobs.selectedIndex.map { state.jobs.jobs[$0] }, detail: state.detail.loaded,
                now: state.now, clock: ClockText(secondsFromUTC: state.secondsFromUTC), width: max(20, width - 3),
                isASCII: !state.settings.abilities.isUTF8
            ).lines
        }
        guard let job = state.jobs.selectedJob else { return [DetailLine("No job is selected.", .dim)] }
        let page = DetailPage(
            job: job, detail: state.detail.loaded, now: state.now,
            clock: ClockText(secondsFromUTC: state.secondsFromUTC), width: max(20, width - 3),
            isASCII: !state.settings.abilities.isUTF8, hasNoWorker: state.hasNoWorker)
        return switch state.detail.tab {
        case .overview: page.overview
        case .environment: page.environment
        case .spec: page.spec
        case .events: page.events
        }
    }
}
