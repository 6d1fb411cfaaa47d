import Foundation

/// A command's page for man(1), in the macros of man(7).
struct ManualPage {
    let command: CommandDescription
    let version: String

    /// `berth-host-add.1`
    var fileName: String { name + ".1" }

    /// `berth-host-add`
    var name: String { command.path.joined(separator: "-") }

    var text: String {
        var lines = [
            ".TH \"\(name.uppercased())\" 1 \"\" \"Berth \(version)\" \"Berth\"",
            ".nh", ".ad l",
            ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(phrase))",
            ".SH SYNOPSIS", ".B \(Self.escaped(command.path.joined(separator: " ")))",
        ]
        lines += synopsis
        lines += section("DESCRIPTION", description)
        lines += commands + options + remaining
        lines += [".SH SEE ALSO", Self.escaped(related.map { "\($0)(1)" }.joined(separator: ", "))]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The abstract as it stands behind a dash: no full stop.
    private var phrase: String {
        let text = command.abstract ?? ""
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private var shown: [CommandDescription.Argument] { (command.arguments ?? []).filter(\.shouldDisplay) }

    private var synopsis: [String] {
        var words: [String] = []
        if shown.contains(where: { $0.kind != .positional }) { words.append("[\\fIoptions\\fR]") }
        if command.subcommands?.isEmpty == false { words.append("[\\fIcommand\\fR]") }
        for argument in shown where argument.kind == .positional {
            let value = "\\fI\(Self.escaped(argument.valueName ?? "value"))\\fR" + (argument.isRepeating ? "..." : "")
            words.append(argument.isOptional ? "[\(value)]" : value)
        }
        return words.isEmpty ? [] : [words.joined(separator: " ")]
    }

    // MARK: - The discussion and its parts

    private struct Part {
        var title: String
        var lines: [String]
    }

    /// Headings are lines of capitals; what stands before the first is the description.
    private var parts: [Part] {
        var parts = [Part(title: "", lines: [])]
        for line in (command.discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
            let isHeading = !line.isEmpty && line.allSatisfy { $0.isUppercase || $0 == " " } && line.first != " "
            if isHeading {
                parts.append(Part(title: String(line), lines: []))
            } else {
                parts[parts.count - 1].lines.append(String(line))
            }
        }
        return parts
    }

    private var description: [String] {
        let text = parts[0].lines
        let aliases = command.aliases ?? []
        let known = aliases.isEmpty ? [] : ["", "Also called \(aliases.joined(separator: ", "))."]
        return [command.abstract ?? ""] + (text.allSatisfy(\.isEmpty) ? [] : [""] + text) + known
    }

    private var remaining: [String] { parts.dropFirst().flatMap { section($0.title, $0.lines) } }

    /// Lines that are indented stay as they are; the others are a paragraph.
    private func section(_ title: String, _ lines: [String]) -> [String] {
        var result = [".SH \(Self.escaped(title))"]
        var isLiteral = false
        for line in lines {
            let isIndented = line.hasPrefix("  ")
            if isIndented != isLiteral {
                result += isIndented ? [".PP", ".nf"] : [".fi"]
                isLiteral = isIndented
            }
            if line.isEmpty {
                result.append(".PP")
            } else {
                result.append(Self.escaped(isIndented ? String(line.dropFirst(2)) : line))
            }
        }
        if isLiteral { result.append(".fi") }
        return result
    }

    // MARK: - Commands and options

    private var commands: [String] {
        let all = (command.subcommands ?? []).filter { $0.commandName != "help" && ($0.shouldDisplay ?? true) }
        guard !all.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + all.flatMap { [".TP", "\\fB\(Self.escaped($0.commandName))\\fR", Self.escaped($0.abstract ?? "")] }
    }

    private var options: [String] {
        var titles: [String] = []
        for argument in shown {
            let title = argument.sectionTitle ?? ""
            if !titles.contains(title) { titles.append(title) }
        }
        return titles.flatMap { title in
            [".SH \(title.isEmpty ? "OPTIONS" : Self.escaped(title.uppercased()) + " OPTIONS")"]
                + shown.filter { ($0.sectionTitle ?? "") == title }.flatMap(entry)
        }
    }

    private func entry(_ argument: CommandDescription.Argument) -> [String] {
        let value = "\\fI\(Self.escaped(argument.valueName ?? "value"))\\fR"
        let names = (argument.names ?? []).sorted { $0.text.count < $1.text.count }
            .map { "\\fB\(Self.escaped($0.text))\\fR" }.joined(separator: ", ")
        let head =
            switch argument.kind {
            case .positional: value + (argument.isRepeating ? "..." : "")
            case .option: "\(names) \(value)"
            case .flag: names
            }
        return [".TP", head, Self.escaped(argument.abstract ?? "")]
    }

    private var related: [String] {
        let above = command.path.dropLast()
        let below = (command.subcommands ?? []).filter { $0.commandName != "help" }.map { "\(name)-\($0.commandName)" }
        let parent = above.isEmpty ? [] : [above.joined(separator: "-")]
        let all = parent + below
        return all.isEmpty ? ["berth"] : all
    }

    /// Text that means nothing to troff.
    static func escaped(_ text: String) -> String {
        let marked = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return marked.hasPrefix(".") || marked.hasPrefix("'") ? "\\&" + marked : marked
    }
}
