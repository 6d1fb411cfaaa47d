import ArgumentParser
import Foundation
import Testing

@testable import berth

@Suite struct HelpTests {
    /// A command with its full name.
    static func all(
        _ type: any ParsableCommand.Type = Berth.self, _ path: [String] = []
    ) -> [(name: String, type: any ParsableCommand.Type)] {
        let name = path + [type._commandName]
        return [(name.joined(separator: " "), type)]
            + type.configuration.subcommands.flatMap { all($0, name) }
    }

    @Test("CMD-15 the help of every command has an example that begins with its name")
    func examples() {
        for (name, type) in Self.all() {
            let text = type.configuration.discussion
            #expect(text.contains("EXAMPLE"), "\(name) has no example")
            #expect(text.contains(name) || type.configuration.aliases.contains { text.contains($0) }, "\(name)")
            #expect(!type.configuration.abstract.isEmpty)
        }
    }

    @Test("CMD-15 the help of every command fills its lines: no paragraph is broken twice, no example is broken at all")
    func wrapping() {
        for (name, type) in Self.all() {
            for line in type.configuration.discussion.split(separator: "\n") where line.hasPrefix(" ") {
                #expect(line.count < 80, "\(name): \(line)")
            }
            let help = type.helpMessage(columns: 80)
            let overview = help.prefix(upTo: help.range(of: "\nUSAGE:")?.lowerBound ?? help.endIndex)
            let lines = overview.split(separator: "\n", omittingEmptySubsequences: false)
            for (line, next) in zip(lines, lines.dropFirst()) where !line.isEmpty && !line.hasPrefix(" ") {
                guard let word = next.prefix(while: { $0 != " " }).nonEmpty else { continue }
                let isHeading = line.allSatisfy { $0.isUppercase || $0 == " " }
                #expect(isHeading || line.count + 1 + word.count >= 80, "\(name): \(line)")
            }
        }
    }

    @Test("CMD-15 the exit codes stand in the help, help exits with 0, completions are made")
    func documented() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let help = try await lab.berth("--help")
            #expect(help.code == 0)
            #expect(help.standardOutput.contains("64 wrong usage"))
            #expect(try await lab.berth("run", "--help").standardOutput.contains("--env-file"))
            #expect(try await lab.berth("--generate-completion-script", "bash").standardOutput.contains("complete"))
        }
    }

    @Test("CMD-15 every command has a manual page of the same words as its help, which man reads without complaint")
    func manual() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let directory = lab.root + "/man1"
            try await lab.check("man", "--directory", directory)
            let files = Set(try FileManager.default.contentsOfDirectory(atPath: directory))
            for (name, type) in Self.all() {
                let file = name.replacing(" ", with: "-") + ".1"
                #expect(files.contains(file), "\(file)")
                let page = (try? String(contentsOfFile: "\(directory)/\(file)", encoding: .utf8)) ?? ""
                #expect(page.contains(".SH EXAMPLE"), "\(file)")
                #expect(page.contains(ManualPage.escaped(type.configuration.abstract.trimming("."))), "\(file)")
            }
            #expect(try await lab.check("man", "worker", "install").contains("berth worker install"))
            #expect(try await lab.berth("man", "nonsense").code == 64)
            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/man") else { return }
            let shown = try await lab.shell("MANWIDTH=100 man -l --warnings \(directory)/berth-run.1 | col -b")
            #expect(shown.standardOutput.contains("--env-file"))
            #expect(shown.standardError.isEmpty, "\(shown.standardError)")
        }
    }

    @Test("CMD-15 bash completes commands, options, and numbers, names and hosts of the store that the line names")
    func completion() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "builder", "--kind", "mock")
            for name in ["nightly", "nightly", "odd name"] {
                try await lab.check("run", "-d", "--no-worker", "--name", name, "x", "y")
            }
            for shell in ["bash", "zsh", "fish"] {
                #expect(try await lab.check("completions", shell).contains("berth"))
            }
            #expect(try await lab.berth("completions", "tcsh").code == 64)
            #expect(try await complete(["berth", "worker", "st"], lab).isSuperset(of: ["status", "stop"]))
            #expect(try await complete(["berth", "show", ""], lab).isSuperset(of: ["1", "2", "3"]))
            // A name that a shell would take for two words is not offered.
            #expect(try await complete(["berth", "logs", "@"], lab).filter { $0.hasPrefix("@") } == ["@nightly"])
            #expect(try await complete(["berth", "host", "show", "b"], lab) == ["builder"])
            #expect(try await complete(["berth", "worker", "--host", ""], lab) == ["builder"])
            let none = try await complete(["berth", "show", "--store", lab.root + "/none", ""], lab)
            #expect(none.isDisjoint(with: ["1", "2", "3"]))
            #expect(!FileManager.default.fileExists(atPath: lab.root + "/none"))
        }
    }

    @Test("CMD-15 zsh and fish complete by the scripts made for them", arguments: ["zsh", "fish"])
    func shells(_ shell: String) async throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/\(shell)") else { return }
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "builder", "--kind", "mock")
            let script = try await lab.check("completions", shell)
            try Data(script.utf8).write(to: URL(fileURLWithPath: lab.root + "/_berth"))
            let settings = #"PS1='ready> '; fpath=("$ZDOTDIR" $fpath); autoload -Uz compinit; compinit -u -D"#
            try Data(settings.utf8).write(to: URL(fileURLWithPath: lab.root + "/.zshrc"))
            let start =
                shell == "zsh"
                ? "zsh -d -i"
                : "fish --no-config -C 'source $HOME/_berth; function fish_prompt; echo -n \"ready> \"; end'"
            try await TmuxTerminal.with(lab, variables: ["ZDOTDIR": lab.root]) { terminal in
                try await terminal.run(#"PATH="$(dirname "$berth"):$PATH"; clear; exec \#(start)"#)
                try await terminal.wait(for: "ready>")
                try await terminal.type("berth ho")
                try await terminal.press("Tab")
                try await terminal.wait(for: "Keep waiting jobs from running", "The places where jobs run")
                try await terminal.press("C-c")
                try await terminal.press("C-u")
                try await terminal.type("berth host show b")
                try await terminal.press("Tab")
                try await terminal.wait(for: "berth host show builder")
            }
        }
    }

    /// What bash would offer for the last of these words.
    private func complete(_ words: [String], _ lab: CommandLab) async throws -> Set<String> {
        let list = words.map { "'\($0)'" }.joined(separator: " ")
        let line = words.joined(separator: " ")
        let result = try await lab.shell(
            """
            berth() { "$berth" "$@"; }; export -f berth; PATH="$(dirname "$berth"):$PATH"
            source <("$berth" completions bash)
            COMP_WORDS=(\(list)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='\(line)'; COMP_POINT=${#COMP_LINE}
            COMP_TYPE=9; COMP_KEY=9; _berth berth "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}" 2>/dev/null
            printf '%s\\n' "${COMPREPLY[@]}"
            """)
        return Set(
            result.standardOutput.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    }
}

extension Substring {
    fileprivate var nonEmpty: Substring? { isEmpty ? nil : self }
}

extension String {
    fileprivate func trimming(_ end: Character) -> String { last == end ? String(dropLast()) : self }
}
