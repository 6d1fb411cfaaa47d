import Foundation
import JobCore

/// Changes jobs that wait, as `berth set` does: priority, group, time, what they come after. What is left as it is stays.
public struct ChangeForm: Equatable, Sendable, OverlayContent {
    /// A line of the form.
    enum Field: String, CaseIterable {
        case priority, group, at, delay = "in", after

        var hint: String {
            switch self {
            case .priority: "0 (last) to 100 (first)"
            case .group: "of which so many run at once"
            case .at: "not before: 18:30, 2026-12-24T18:30"
            case .delay: "not before this has passed: 2h"
            case .after: "JOB[:ok|any|fail] …: only after these, too"
            }
        }
    }

    let targets: [JobNumber]
    /// How many jobs these are, those of arrays counted one by one.
    let count: Int
    private(set) var values: [Field: TextField]
    private let before: [Field: String]
    /// The field in hand; `nil` for the button.
    private(set) var focus: Field? = .priority
    private(set) var problems: [Field: String] = [:]

    /// A form for some jobs; filled with what is known when it is one.
    init(_ targets: [JobNumber], _ job: Job?, count: Int) {
        self.targets = targets
        self.count = count
        before = [.priority: job.map { "\($0.priority)" } ?? "", .group: job?.group ?? ""]
        values = before.mapValues { TextField($0) }
    }

    var overlay: Overlay { .change(self) }
    var scopes: [KeyScope] { [.change, .field, .always] }
    var takesText: Bool { true }

    func text(_ field: Field) -> String { values[field]?.text ?? "" }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        edit { $0.insert(text) }
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .back: return .closes
        case .launchJob: return apply(in: state)
        case .accept:
            guard focus != nil else { return apply(in: state) }
            move(by: 1)
        case .nextField: move(by: 1)
        case .previousField: move(by: -1)
        case .clearForm:
            for field in Field.allCases { values[field] = TextField(before[field] ?? "") }
            problems = [:]
        case .fieldRight, .fieldEnd:
            if focus == .group, let whole = completion(in: state) {
                edit { $0 = TextField(whole) }
            } else {
                edit { $0.perform(command) }
            }
        default: edit { $0.perform(command) }
        }
        return .stays
    }

    /// The group that may be meant.
    func completion(in state: ConsoleState) -> String? {
        let text = text(.group)
        guard !text.isEmpty else { return nil }
        return state.queue.groups?.map(\.name).first { $0.count > text.count && $0.hasPrefix(text) }
    }

    mutating func select(_ field: Field?) { focus = field }

    private mutating func edit(_ change: (inout TextField) -> Void) {
        guard let focus else { return }
        var field = values[focus] ?? TextField()
        change(&field)
        values[focus] = field
        problems[focus] = nil
    }

    private mutating func move(by delta: Int) {
        let stops = Field.allCases.map(Optional.some) + [nil]
        let index = stops.firstIndex(of: focus) ?? 0
        focus = stops[(index + delta + stops.count) % stops.count]
    }

    private mutating func apply(in state: ConsoleState) -> OverlayOutcome {
        problems = [:]
        var changes: [QueueChange] = []
        for field in Field.allCases where text(field) != before[field] ?? "" {
            do throws(InvalidInput) {
                changes.append(try change(field, state))
            } catch {
                problems[field] = error.message
            }
        }
        if !text(.at).isEmpty, !text(.delay).isEmpty { problems[.delay] = "Give either 'at' or 'in'." }
        if let wrong = Field.allCases.first(where: { problems[$0] != nil }) {
            focus = wrong
            return .stays
        }
        guard !changes.isEmpty else {
            problems[.priority] = "Nothing is changed yet."
            return .stays
        }
        return .closes { [targets, changes] state in state.change(targets, changes) }
    }

    private func change(_ field: Field, _ state: ConsoleState) throws(InvalidInput) -> QueueChange {
        let text = text(field).trimmingSpaces
        switch field {
        case .priority:
            guard let priority = Int(text), SpecLimits.priority.contains(priority) else {
                throw InvalidInput("priority", "'\(text)' is not a priority. Give 0 to 100.")
            }
            return .priority(priority)
        case .group: return .group(text.isEmpty ? nil : text)
        case .at: return .schedule(try TimeText.moment(text, field: "at", now: state.now))
        case .delay:
            return .schedule(state.now.addingTimeInterval(try Duration(parsing: text, field: "in").inSeconds))
        case .after:
            var prerequisites: [Prerequisite] = []
            for word in text.split(separator: " ") { prerequisites.append(try Prerequisite(parsing: String(word))) }
            return .after(prerequisites)
        }
    }

    /// A press goes to the field under it, a double press on the button does what it says.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        switch ChangeFormView(form: self, state: state).place(at: event) {
        case .field(let field): focus = field
        case .button:
            focus = nil
            if event.kind == .doublePress { return apply(in: state) }
        case nil: break
        }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        ChangeFormView(form: self, state: state).draw(on: &painter)
    }
}

extension String {
    /// Without blanks at either end.
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
