import ArgumentParser
import JobCore

/// Reads a pasted `docker run …` line by the very definition of `berth run`. What Berth has not is taken out and named;
/// nothing is left out silently, and what means something else here is translated.
struct RunLineParser {
    /// The value of a variable of the person's environment.
    var variable: (String) -> String?
    /// Where the person is.
    var workingDirectory: String
    /// The person's numeric user and group.
    var userID: UInt32
    var groupID: UInt32

    private static let field = "run"

    /// Reads a line.
    ///
    /// - Throws: `InvalidInput` when it cannot be understood as a whole.
    func parse(_ text: String) async throws(InvalidInput) -> RunLine {
        let text = text.drop { $0.isWhitespace || $0 == "$" || $0 == "#" }
        let words = try ShellLine.words(
            String(text), field: Self.field, variable: { $0 == "PWD" ? workingDirectory : variable($0) },
            outputs: ["pwd": workingDirectory, "id -u": "\(userID)", "id -g": "\(groupID)"])
        var line = Reading(words: words[...])
        let isOurs = try line.passProgram()
        try line.sortOptions(isOurs: isOurs)
        do {
            var command = try await RunCommand.asyncParse(line.kept + line.rest)
            if !isOurs, let image = line.rest.first {
                command.words = RunRequest(image: image, command: Array(line.rest.dropFirst())).words
            }
            if command.submit.result != nil {
                line.refuse("--result", "A form has no file for the result. Use `berth show --json` afterwards.")
            }
            if command.submit.wait != "always" {
                line.refuse("--wait", "A form says at once when no host fits. Use `berth run --wait never`.")
            }
            if command.submit.detachKeys != nil {
                line.refuse("--detach-keys", "A job launched by a form is not attached to.")
            }
            var request = try command.request()
            if !isOurs { Self.translate(&request) }
            return RunLine(request: request, refusals: line.refusals)
        } catch let error as InvalidInput {
            throw error
        } catch {
            throw InvalidInput(Self.field, RunCommand.message(for: error))
        }
    }

    /// Values that mean something else on docker's command line.
    private static func translate(_ request: inout RunRequest) {
        for option in [RunOption.memory, .sharedMemory] {
            // A bare number is bytes there, megabytes here.
            request[option] = request[option].map { $0.allSatisfy(\.isNumber) && !$0.isEmpty ? $0 + "b" : $0 }
        }
        // Docker wants quotes within quotes around a list of devices.
        request[.gpus] = request[.gpus].map { $0.filter { $0 != "\"" } }
    }

    /// The words that are not read yet, and what became of the others.
    private struct Reading {
        var rest: ArraySlice<String>
        var kept: [String] = []
        var refusals: [InvalidInput] = []

        private static let input =
            "A form sends no standard input: use `berth run -i`, or give it a file by -v."

        init(words: ArraySlice<String>) { rest = words }

        mutating func refuse(_ name: String, _ reason: String) { refusals.append(InvalidInput(name, reason)) }

        /// Passes `sudo docker --debug container run`; answers whether the program is our own.
        mutating func passProgram() throws(InvalidInput) -> Bool {
            while let word = rest.first {
                if word == "sudo" {
                    rest.removeFirst()
                    while let option = rest.first, option.hasPrefix("-") {
                        rest = rest.dropFirst(option == "-u" ? 2 : 1)
                    }
                } else if word.contains("="), !word.hasPrefix("-") {
                    let name = String(word.prefix { $0 != "=" })
                    refuse(name, "It was set for docker itself; Berth's hosts are chosen by --host.")
                    rest.removeFirst()
                } else {
                    break
                }
            }
            let program = rest.popFirst()?.split(separator: "/").last.map(String.init) ?? ""
            guard RunLine.programs.contains(program) else {
                throw InvalidInput(field, "It does not begin with `docker run`. Paste the whole line.")
            }
            while let option = rest.first, option.hasPrefix("-") {
                rest.removeFirst()
                let name = String(option.prefix { $0 != "=" })
                refuse(name, "It chooses an engine for docker itself; Berth's hosts are chosen by --host.")
                if !option.contains("="), !DockerOptions.plainNames.contains(name), name != "-D" {
                    rest = rest.dropFirst()
                }
            }
            if rest.first == "container" { rest.removeFirst() }
            guard rest.popFirst() == "run" else {
                throw InvalidInput(field, "Only `\(program) run` can be read. Paste a line with `run`.")
            }
            return program == "berth"
        }

        /// Takes the options up to IMAGE: ours are kept, others named.
        mutating func sortOptions(isOurs: Bool) throws(InvalidInput) {
            while let word = rest.first, word.hasPrefix("-"), word != "-" {
                rest.removeFirst()
                if word == "--" { break }
                if word.hasPrefix("--") { try sortLong(word) } else { try sortGroup(word) }
            }
        }

        private mutating func sortLong(_ word: String) throws(InvalidInput) {
            let name = String(word.prefix { $0 != "=" })
            let value = word.contains("=") ? String(word.dropFirst(name.count + 1)) : nil
            if RunArguments.plainNames.contains(name) {
                // Docker's flags may say false.
                let isOn = value.map { ["1", "t", "true"].contains($0.lowercased()) } ?? true
                if isOn, name == "--interactive" {
                    refuse(name, Self.input)
                } else if isOn {
                    kept.append(name)
                } else if name == "--init" {
                    kept.append("--no-init")
                }
            } else if RunArguments.namesWithValue.contains(name) {
                let value = if let value { value } else { try next(name) }
                kept += [name, value]
            } else {
                guard DockerOptions.isKnown(name) || value != nil else {
                    throw InvalidInput(
                        name, "There is no such option, so that it is not known where its value ends. Take it out.")
                }
                refusals.append(DockerOptions.refusal(of: name))
                if value == nil, !DockerOptions.plainNames.contains(name) { _ = try next(name) }
            }
        }

        private mutating func sortGroup(_ word: String) throws(InvalidInput) {
            var letters = word.dropFirst()
            while let letter = letters.popFirst() {
                let name = "-\(letter)"
                if letter == "i" {
                    refuse(name, Self.input)
                } else if RunArguments.plainLetters.contains(letter) {
                    kept.append(name)
                } else if RunArguments.lettersWithValue.contains(letter) || letter == "a" || letter == "c" {
                    let joined = String(letters.first == "=" ? letters.dropFirst() : letters)
                    let value = letters.isEmpty ? try next(name) : joined
                    if letter == "a" || letter == "c" {
                        refusals.append(DockerOptions.refusal(of: name))
                    } else {
                        kept += [name, value]
                    }
                    return
                } else if letter == "P" {
                    refusals.append(DockerOptions.refusal(of: name))
                } else {
                    throw InvalidInput(name, "There is no such option. Take it out.")
                }
            }
        }

        private mutating func next(_ name: String) throws(InvalidInput) -> String {
            guard let value = rest.popFirst() else { throw InvalidInput(name, "Its value is missing. Add it.") }
            return value
        }
    }
}
