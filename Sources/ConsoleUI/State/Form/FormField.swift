import JobCore

/// A field of the launch form.
enum FormField: Hashable, Sendable {
    case image
    case command
    case option(RunOption)

    /// How it is written in.
    enum Kind: Equatable, Sendable {
        /// One text.
        case text
        /// Several, as words of a shell.
        case words
        /// On or off.
        case flag
        /// One of these, or none.
        case choice([String])
    }

    /// How it is written in.
    var kind: Kind {
        switch self {
        case .image, .command: .text
        case .option(.initProcess): .choice(["true", "false"])
        case .option(.pull): .choice(PullPolicy.allCases.map(\.rawValue))
        case .option(.executor): .choice(HostKind.allCases.map(\.rawValue))
        case .option(let option):
            switch option.arity {
            case .flag, .toggle: .flag
            case .single: .text
            case .list: .words
            }
        }
    }

    /// Its name on the screen: the option's own, so that form and command line teach each other.
    var label: String {
        switch self {
        case .image: "image"
        case .command: "command"
        case .option(let option): option.rawValue
        }
    }

    /// What errors call it.
    var name: String {
        switch self {
        case .image: "IMAGE"
        case .command: "COMMAND"
        case .option(let option): option.flag
        }
    }

    /// The field that an error names; mounts of every kind are checked as one.
    static func named(_ name: String) -> FormField? { all.first { $0.name == name } }

    /// All fields in their order.
    static let all = FormGroup.all.flatMap(\.fields)
}
