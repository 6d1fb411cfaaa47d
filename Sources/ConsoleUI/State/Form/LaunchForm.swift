import JobCore

/// The form that launches a job: every option of `berth run` as text, checked as it is written by what checks the command.
public struct LaunchForm: Equatable, Sendable {
    /// Where it came from.
    public let origin: FormOrigin
    /// What was written.
    private(set) var values: [FormField: TextField] = [:]
    /// The field that is written in; `nil` for the button that launches.
    private(set) var focus: FormField? = .image
    /// What is wrong, by field.
    private(set) var problems: [FormField: String] = [:]
    /// What was in a pasted line and Berth does not do, a sentence each.
    private(set) var refusals: [String] = []
    /// The fields whose likely secrets are shown.
    private var revealed: Set<FormField> = []
    /// Whether anything was written since it was opened.
    var isEdited = false
    /// The question that waits for its answer.
    var awaited: Int?

    private let rerunOf: JobNumber?

    /// A form filled with a request, empty unless given.
    init(origin: FormOrigin = .new, request: RunRequest = RunRequest(), refusals: [String] = []) {
        self.origin = origin
        self.refusals = refusals
        rerunOf = request.rerunOf
        for field in FormField.all {
            let text = Self.text(of: field, in: request)
            if !text.isEmpty { values[field] = TextField(text, limit: Self.maxCharacters) }
        }
    }

    /// More than the longest command and environment that a job may have.
    static let maxCharacters = 80 << 10

    func text(_ field: FormField) -> String { values[field]?.text ?? "" }

    /// The text that stands for a part of a request.
    private static func text(of field: FormField, in request: RunRequest) -> String {
        switch field {
        case .image: return request.image
        case .command:
            let words = request.command
            return request.has(.shell) ? words.joined(separator: " ") : ShellWords.join(words)
        case .option(let option):
            switch field.kind {
            case .flag: return request.has(option) ? "true" : ""
            case .words: return ShellWords.join(request[option])
            // An empty entrypoint removes the image's own: it is written as a shell writes it.
            case .text where option == .entrypoint: return request.value(option).map { $0.isEmpty ? "\"\"" : $0 } ?? ""
            case .text, .choice: return request.value(option) ?? ""
            }
        }
    }

    /// What the form asks for. A field whose quotes are open is left out, and named in `problems`.
    func request(_ problems: inout [FormField: String]) -> RunRequest {
        var request = RunRequest(words: [imageWord], rerunOf: rerunOf)
        if text(.option(.shell)).isEmpty {
            let words = Self.split(.command, text(.command), &problems)
            request = RunRequest(image: imageWord, command: words)
            // Without either, both are the template's.
            if request.words == [RunRequest.imageOfTemplate] { request.words = [] }
            request.rerunOf = rerunOf
        } else if !text(.command).isEmpty {
            request.words.append(text(.command))
        }
        for case .option(let option) in FormField.all {
            let field = FormField.option(option)
            let text = text(field)
            if text.isEmpty { continue }
            switch field.kind {
            case .flag: request[option] = [""]
            case .words: request[option] = Self.split(field, text, &problems)
            case .text where option == .entrypoint && (text == "\"\"" || text == "''"): request[option] = [""]
            case .text, .choice: request[option] = [text]
            }
        }
        return request
    }

    /// The image; where a template brings it and none is written, the word for that.
    private var imageWord: String {
        needsImage || !text(.image).isEmpty ? text(.image) : RunRequest.imageOfTemplate
    }

    /// Whether there is no template that could bring one.
    var needsImage: Bool { text(.option(.template)).isEmpty }

    private static func split(_ field: FormField, _ text: String, _ problems: inout [FormField: String]) -> [String] {
        do throws(InvalidInput) {
            return try ShellWords.split(text, field: field.name)
        } catch {
            problems[field] = error.message
            return []
        }
    }

    /// The equal command line, as it is shown.
    var commandLine: String {
        var ignored: [FormField: String] = [:]
        var request = request(&ignored)
        if request.image.isEmpty { request.words = ["IMAGE"] + request.words.dropFirst() }
        let line = request.commandLine
        return Self.hiding.contains { shown($0) != values[$0, default: TextField()] } ? SecretName.masked(line) : line
    }

    /// Where people write secrets in clear.
    private static let hiding: [FormField] = [.option(.environment), .command]

    /// A field as it is shown: likely secrets are hidden until they are revealed.
    func shown(_ field: FormField) -> TextField {
        guard let value = values[field] else { return TextField() }
        guard Self.hiding.contains(field), !revealed.contains(field) else { return value }
        return value.masked
    }

    /// Shows the likely secrets of a field.
    mutating func reveal(_ field: FormField) { revealed.insert(field) }

    /// Hides them again.
    mutating func hide(_ field: FormField) { revealed.remove(field) }
}

// MARK: - Changing

extension LaunchForm {
    /// Changes a field and checks everything again.
    mutating func edit(_ field: FormField, in state: ConsoleState, _ change: (inout TextField) -> Void) {
        var value = values[field] ?? TextField("", limit: Self.maxCharacters)
        let before = value.text
        change(&value)
        values[field] = value
        guard value.text != before else { return }
        // One sees what one writes.
        if SecretName.masked(before) == before { revealed.insert(field) }
        isEdited = true
        check(state)
    }

    /// Looks at everything again. An image that is not written yet is no mistake.
    mutating func check(_ state: ConsoleState) {
        problems = [:]
        let request = request(&problems)
        let check = RunCheck(safety: state.settings.safety, now: state.now, library: state.library)
        for (name, sentence) in check.problems(in: request) {
            guard let field = FormField.named(name) else { continue }
            if field == .image, text(.image).isEmpty { continue }
            problems[field] = problems[field] ?? sentence
        }
    }

    /// Says what is wrong with a field, and goes there.
    mutating func refuse(_ field: FormField, _ sentence: String) {
        problems[field] = sentence
        focus = field
    }

    mutating func moveFocus(to field: FormField?) { focus = field }

    mutating func moveFocus(by delta: Int) {
        let stops = FormField.all.map(Optional.some) + [nil]
        let index = stops.firstIndex(of: focus) ?? 0
        focus = stops[(index + delta + stops.count) % stops.count]
    }

    /// To the first field of the next or previous group.
    mutating func moveGroup(by delta: Int) {
        let groups = FormGroup.all
        let index = focus.flatMap { focus in groups.firstIndex { $0.fields.contains(focus) } } ?? groups.count
        let next = index + delta
        focus = next >= 0 && next < groups.count ? groups[next].fields.first : next < 0 ? .image : nil
    }

    /// The next of the values that a field has to choose from.
    mutating func step(_ field: FormField, by delta: Int, in state: ConsoleState) {
        let choices: [String] =
            switch field.kind {
            case .flag: ["", "true"]
            case .choice(let choices): [""] + choices
            case .text, .words: []
            }
        guard let index = choices.firstIndex(of: text(field)) else { return }
        let next = choices[(index + delta + choices.count) % choices.count]
        edit(field, in: state) { $0 = TextField(next) }
    }

    mutating func clear() {
        self = LaunchForm()
    }
}
