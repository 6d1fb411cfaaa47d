/// Keys that people bring from other programs. Where those would destroy something with a key that is harmless here, the
/// harmless meaning stays.
public enum KeyPreset: String, CaseIterable, Sendable {
    /// Berth's own.
    case berth
    /// As in k9s.
    case k9s
    /// As in lazydocker.
    case lazydocker

    /// What differs from Berth's own keys.
    public var keys: [KeyCommand: [Key]] {
        switch self {
        case .berth: [:]
        case .k9s:
            [
                .openJob: [.enter, .character("d")], .inspect: [.character("y")], .copyNumber: [.character("c")],
                .deleteJob: [.control("d")], .killJob: [.control("k")], .openShell: [.character("s")],
                .cancelJob: [.character("S")], .halfPageDown: [], .pageDown: [.pageDown, .control("f")],
                .pageUp: [.pageUp, .control("b")],
            ]
        case .lazydocker:
            [
                .openLogs: [.character("m")], .openShell: [.character("E")],
                .palette: [.character("x"), .character(":")],
                .inspect: [.character("c")], .columns: [.character("v")], .nextErrorBlock: [.control("e")],
                .streams: [.control("o")], .checkHost: [.character("C")],
            ]
        }
    }
}
