/// What lies over the main screen.
public enum Overlay: Equatable, Sendable {
    /// All keys.
    case help(HelpOverlay)
    /// A question before something is done.
    case confirm(ConfirmOverlay)

    var content: any OverlayContent {
        switch self {
        case .help(let content): content
        case .confirm(let content): content
        }
    }
}
