import JobCore

extension LaunchForm: OverlayContent {
    var overlay: Overlay { .launch(self) }
    var scopes: [KeyScope] { [.form, .field, .always] }
    var takesText: Bool { true }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        if text.count > 1, RunLine.isLikely(text) { return read(text) }
        guard let focus else { return .stays }
        switch focus.kind {
        case .text, .words: edit(focus, in: state) { $0.insert(text) }
        case .flag, .choice: if text == " " { step(focus, by: 1, in: state) }
        }
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .launchJob: return launch(in: state)
        case .back:
            return .closes { [form = self] state in
                state.keep(form)
                return []
            }
        case .clearForm:
            clear()
            return .stays { state in
                state.forget(.new)
                return []
            }
        case .saveTemplate: return saveTemplate(in: state)
        case .revealField: return revealOrHide()
        case .nextField: moveFocus(by: 1)
        case .previousField: moveFocus(by: -1)
        case .nextGroup: moveGroup(by: 1)
        case .previousGroup: moveGroup(by: -1)
        case .accept: return accept(in: state)
        default: editField(command, in: state)
        }
        return .stays
    }

    private mutating func editField(_ command: KeyCommand, in state: ConsoleState) {
        guard let focus else { return }
        switch (focus.kind, command) {
        case (.text, _), (.words, _):
            if command == .fieldRight || command == .fieldEnd, let whole = completion(in: state) {
                edit(focus, in: state) { $0 = TextField(whole, limit: Self.maxCharacters) }
            } else {
                edit(focus, in: state) { $0.perform(command) }
            }
        case (_, .fieldLeft): step(focus, by: -1, in: state)
        case (_, .fieldRight): step(focus, by: 1, in: state)
        case (_, .fieldErase), (_, .fieldClear), (_, .fieldDelete): edit(focus, in: state) { $0 = TextField() }
        default: break
        }
    }

    /// On to the next field when this one is well; on the button, launches.
    private mutating func accept(in state: ConsoleState) -> OverlayOutcome {
        guard let focus else { return launch(in: state) }
        if focus == .image, RunLine.isLikely(text(.image)) { return read(text(.image)) }
        if problems[focus] == nil, focus != .image || !needsImage || !text(.image).isEmpty { moveFocus(by: 1) }
        return .stays
    }

    /// Has a `docker run …` line read by the definition of the command.
    private mutating func read(_ text: String) -> OverlayOutcome {
        .stays { state in [state.askFromForm(.readRunLine(text))] }
    }

    /// Keeps what is written as a template by the name that the job would have.
    private mutating func saveTemplate(in state: ConsoleState) -> OverlayOutcome {
        check(state)
        let name = FormField.option(.name)
        if text(name).isEmpty { refuse(name, "A template needs a name: write it here, then save again.") }
        if let wrong = FormField.all.first(where: { problems[$0] != nil }) {
            moveFocus(to: wrong)
            return .stays
        }
        var ignored: [FormField: String] = [:]
        var request = request(&ignored)
        request[.name] = []
        request.rerunOf = nil
        let template = JobTemplate(name: text(name), request: request)
        do throws(InvalidInput) {
            try template.validate()
        } catch {
            refuse(FormField.named(error.field) ?? name, error.message)
            return .stays
        }
        return .stays { state in [state.ask(.saveTemplate(template)), state.ask(.templates)] }
    }

    private mutating func launch(in state: ConsoleState) -> OverlayOutcome {
        guard awaited == nil else { return .stays }
        check(state)
        if needsImage, text(.image).isEmpty { refuse(.image, "No image is named. Write for example debian:12.") }
        if let wrong = FormField.all.first(where: { problems[$0] != nil }) {
            moveFocus(to: wrong)
            return .stays { state in
                state.say("The job was not launched: \(wrong.label) is not right yet.", isError: true)
                return []
            }
        }
        var ignored: [FormField: String] = [:]
        let request = request(&ignored)
        return .stays { state in [state.askFromForm(.launch(request))] }
    }

    /// Hides at once; shows what is hidden when that stands in the journal (S14).
    private mutating func revealOrHide() -> OverlayOutcome {
        guard let focus, shown(focus) != values[focus, default: TextField()] else {
            if let focus { hide(focus) }
            return .stays
        }
        let job: JobNumber? = if case .job(let number) = origin { number } else { nil }
        return .stays { state in [state.ask(.noteReveal(job, field: focus.name))] }
    }

    mutating func receive(_ reply: ConsoleReply, generation: Int) {
        if case .revealed(let name) = reply, let field = FormField.named(name) { reveal(field) }
        guard generation == awaited else { return }
        awaited = nil
        switch reply {
        case .runLine(let line):
            let names = line.refusals.map { "\($0.field): \($0.message)" }
            let wasEdited = isEdited
            self = LaunchForm(request: line.request, refusals: names)
            isEdited = wasEdited || !line.request.words.isEmpty
        case .invalid(let input):
            if let field = FormField.named(input.field) { refuse(field, input.message) }
        default: break
        }
    }
}
