import Foundation
public import JobCore

/// The form that adds a host, or changes one.
public struct HostForm: Equatable, Sendable, OverlayContent {
    /// The host that is changed; `nil` adds one.
    public let changed: JobHost?
    /// What is written.
    public private(set) var fields: [HostField: TextField]
    /// The field with the cursor.
    public private(set) var focus: HostField
    /// What was refused, and where.
    public private(set) var refusal: InvalidInput?
    /// The question that was sent last; its answer belongs to this form.
    private var asked: Int?

    init(changing host: JobHost? = nil) {
        changed = host
        let host = host ?? JobHost(name: "", kind: .docker, createdAt: .distantPast)
        func pairs(_ values: [String: String]) -> String {
            ShellWords.join(values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
        }
        let files = Set(HostField.allCases.compactMap(\.option))
        let texts: [HostField: String] = [
            .name: host.name, .kind: host.kind.rawValue, .endpoint: host.endpoint, .slots: String(host.slots),
            .weight: String(host.weight), .region: host.region ?? "", .labels: pairs(host.labels),
            .tlsCA: host.options["tlsCA"] ?? "", .tlsCert: host.options["tlsCert"] ?? "",
            .tlsKey: host.options["tlsKey"] ?? "",
            .options: pairs(host.options.filter { !files.contains($0.key) }),
        ]
        fields = texts.mapValues { TextField($0) }
        focus = changed == nil ? .name : .endpoint
    }

    var overlay: Overlay { .hostForm(self) }
    var scopes: [KeyScope] { [.hostForm, .field, .always] }
    var takesText: Bool { true }

    /// The fields that can be written: the name of a host is its key.
    var open: [HostField] { HostField.allCases.filter { changed == nil || $0 != .name } }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        fields[focus]?.insert(text)
        refusal = nil
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .back, .leave: return .closes
        case .saveHost: return save(state)
        case .accept where focus == open.last: return save(state)
        case .nextField, .accept: step(by: 1)
        case .previousField: step(by: -1)
        default:
            fields[focus]?.perform(command)
            refusal = nil
        }
        return .stays
    }

    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        if let field = HostFormView(form: self, layout: state.layout).field(at: event), open.contains(field) {
            focus = field
        }
        return .stays
    }

    mutating func receive(_ reply: ConsoleReply, generation: Int) {
        guard generation == asked else { return }
        switch reply {
        case .invalid(let input):
            refusal = input
            if let field = HostField(refusedAs: input.field), open.contains(field) { focus = field }
        // It is about the host as a whole: its name is taken, its jobs run.
        case .refused(let sentence): refusal = InvalidInput("host", sentence)
        default: break
        }
    }

    private mutating func step(by distance: Int) {
        let open = open
        let index = open.firstIndex(of: focus) ?? 0
        focus = open[(index + distance + open.count) % open.count]
    }

    private mutating func save(_ state: ConsoleState) -> OverlayOutcome {
        do throws(InvalidInput) {
            let host = try host(now: state.now)
            try HostValidation.validate(host)
            let request = changed == nil ? ConsoleRequest.addHost(host) : .changeHost(host)
            return .stays { state in
                let effect = state.ask(request)
                state.noteHostForm(asked: state.generation)
                return [effect]
            }
        } catch {
            refusal = error
            if let field = HostField(refusedAs: error.field), open.contains(field) { focus = field }
            return .stays
        }
    }

    mutating func note(asked generation: Int) { asked = generation }

    /// Whether an answer is this form's.
    func isAsked(_ generation: Int) -> Bool { asked == generation }

    /// What is written, as a host.
    func host(now: Date) throws(InvalidInput) -> JobHost {
        guard let kind = HostKind(rawValue: text(.kind)) else {
            throw InvalidInput(
                "--kind", "'\(TextForSentence.shortened(text(.kind)))' is not known. Write docker or mock.")
        }
        var host = changed ?? JobHost(name: text(.name), kind: kind, createdAt: now)
        host.kind = kind
        host.endpoint = text(.endpoint)
        host.slots = try number(.slots, "--slots")
        host.weight = try number(.weight, "--weight")
        host.region = text(.region).isEmpty ? nil : text(.region)
        host.labels = try pairs(.labels, "--label")
        host.options = try pairs(.options, "--option")
        for field in HostField.allCases {
            guard let option = field.option, !text(field).isEmpty else { continue }
            host.options[option] = text(field)
        }
        guard kind != .docker || !host.endpoint.isEmpty else {
            throw InvalidInput("endpoint", "A docker host needs one: \(HostField.endpoint.hint).")
        }
        return host
    }

    private func text(_ field: HostField) -> String {
        (fields[field]?.text ?? "").trimmingBlanks
    }

    private func number(_ field: HostField, _ name: String) throws(InvalidInput) -> Int {
        guard let number = Int(text(field)) else {
            throw InvalidInput(
                name, "'\(TextForSentence.shortened(text(field)))' is not a whole number. Give 1 to 1000.")
        }
        return number
    }

    private func pairs(_ field: HostField, _ name: String) throws(InvalidInput) -> [String: String] {
        var pairs: [String: String] = [:]
        for word in try ShellWords.split(text(field), field: name) {
            guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
                throw InvalidInput(name, "'\(TextForSentence.shortened(word))' has no name and '='. Write name=value.")
            }
            pairs[String(word[..<equals])] = String(word[word.index(after: equals)...])
        }
        return pairs
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        HostFormView(form: self, layout: state.layout).draw(on: &painter)
    }
}

extension String {
    /// Without blanks at both ends.
    fileprivate var trimmingBlanks: String {
        let start = drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }
}
