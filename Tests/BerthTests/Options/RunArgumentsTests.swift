import ArgumentParser
import Foundation
import Testing

@testable import berth

@Suite struct RunArgumentsTests {
    @Test(
        "CMD-01 groups of short options are taken as docker takes them",
        arguments: [
            ("-eA=1 i c", "-e A=1 i c"), ("-dm512m i", "-d -m 512m i"), ("-dqt i -dq", "-d -q -t i -dq"),
            ("-e A=1 -v /a:/b i", "-e A=1 -v /a:/b i"), ("--name x -d i", "--name x -d i"),
            ("--name=x -m=1g i", "--name=x -m 1g i"), ("-d -- -dq", "-d -- -dq"), ("-it i sh", "-i -t i sh"),
            ("--shell i -eA", "--shell i -eA"), ("-m", "-m"), ("", ""),
        ])
    func spellsOut(typed: String, spelled: String) {
        let words = { (text: String) in text.split(separator: " ").map(String.init) }
        #expect(RunArguments.spelledOut(words(typed)) == words(spelled))
    }

    /// What the argument parser says about a command.
    private struct Dump: Decodable {
        struct Command: Decodable {
            var arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable {
                var kind: String
                var name: String
            }
            var kind: String
            var names: [Name]?
        }
        var command: Command
    }

    @Test("CMD-01 the table of options without a value is that of the argument parser")
    func agreesWithParser() throws {
        let dump = try JSONDecoder().decode(Dump.self, from: Data(RunCommand._dumpHelp().utf8))
        var flags = Set<String>()
        var letters = Set<Character>()
        var lettersWithValue = Set<Character>()
        var options = Set<String>()
        for argument in dump.command.arguments ?? [] {
            for name in argument.names ?? [] {
                switch (argument.kind, name.kind) {
                case ("flag", "long"): flags.insert("--\(name.name)")
                case ("flag", _): letters.formUnion(name.name)
                case ("option", "long"): options.insert("--\(name.name)")
                case ("option", "short"): lettersWithValue.formUnion(name.name)
                default: break
                }
            }
        }
        #expect(RunArguments.plainNames == flags)
        #expect(RunArguments.namesWithValue == options)
        #expect(RunArguments.plainLetters == letters)
        #expect(RunArguments.lettersWithValue == lettersWithValue)
    }
}
