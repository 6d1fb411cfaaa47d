/// A question before something is done. No is marked at first.
public struct ConfirmOverlay: Equatable, Sendable, OverlayContent {
    /// What is asked for, a word or two.
    public var title: String
    /// The question.
    public var question: String
    /// What will happen, a sentence each.
    public var consequences: [String]
    /// The words for yes.
    public var yes: String
    /// What is done after a yes.
    public var request: ConsoleRequest
    /// What has to be typed before yes counts; `nil` means that a key is enough.
    public var wantedText: String?
    /// Whether Enter means yes.
    public var isYesMarked = false
    /// What was typed so far.
    public var field = TextField()

    init(
        title: String, question: String, consequences: [String], yes: String, request: ConsoleRequest,
        wantedText: String? = nil
    ) {
        self.title = title
        self.question = question
        self.consequences = consequences
        self.yes = yes
        self.request = request
        self.wantedText = wantedText
    }

    var overlay: Overlay { .confirm(self) }
    var scopes: [KeyScope] { wantedText == nil ? [.dialog, .always] : [.field, .always] }
    var takesText: Bool { wantedText != nil }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        field.insert(text)
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .yes: return confirmed()
        case .no, .back: return .closes
        case .nextButton: isYesMarked.toggle()
        case .accept:
            if let wantedText { return field.text == wantedText ? confirmed() : .stays }
            return isYesMarked ? confirmed() : .closes
        default: field.perform(command)
        }
        return .stays
    }

    private func confirmed() -> OverlayOutcome {
        .closes { [request] state in [state.ask(request)] }
    }
}
