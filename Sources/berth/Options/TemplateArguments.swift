/// Arguments of `berth template add|edit NAME [options] [IMAGE [COMMAND…]]`: the parser takes everything from the first word on
/// that is no option for the command's, so NAME is handed over as an option.
enum TemplateArguments {
    /// The option that carries NAME.
    static let nameOption = "template-name"

    /// Puts NAME behind its option and takes groups of short options apart.
    static func spelledOut(_ arguments: [String]) -> [String] {
        let verb = Array(arguments.prefix(2))
        var rest = arguments.dropFirst(2)
        guard let name = rest.first, !name.hasPrefix("-") else { return verb + RunArguments.spelledOut(Array(rest)) }
        rest.removeFirst()
        return verb + ["--" + nameOption, name] + RunArguments.spelledOut(Array(rest))
    }
}
