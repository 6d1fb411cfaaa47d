import ConsoleUI
import JobCore
import Testing

@Suite("Key table")
struct KeyTableTests {
    @Test("no key means two things where both could be meant", arguments: KeyTable.scopesOpenTogether)
    func clashes(scopes: [KeyScope]) {
        let bindings = KeyTable.standard.bindings.filter { scopes.contains($0.scope) }
        let keys = bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count, "a key is bound twice in \(scopes)")
    }

    @Test("every command has keys and words, every key in the table is reached", arguments: KeyTable.standard.bindings)
    func reached(binding: KeyBinding) throws {
        #expect(!binding.keys.isEmpty && !binding.help.isEmpty)
        let scopes = try #require(KeyTable.scopesOpenTogether.first { $0.contains(binding.scope) })
        for key in binding.keys {
            #expect(KeyTable.standard.command(for: key, in: scopes) == binding.command)
            // Reached in the console itself, too: in some state the key changes something or asks for something.
            #expect(Samples.states.contains { Self.isFelt(key, in: $0) }, "\(key) does nothing anywhere")
        }
    }

    @Test("no key makes something in one pane and destroys something in another")
    func harmless() {
        let makes: Set<KeyCommand> = [.newJob, .runAgain, .runWithChanges, .addHost]
        let destroys: Set<KeyCommand> = [.cancelJob, .killJob, .deleteJob, .cleanUp]
        for preset in KeyPreset.allCases {
            let bindings = KeyTable.standard.remapped(preset.keys).table.bindings
            let making = Set(bindings.filter { makes.contains($0.command) }.flatMap(\.keys))
            let destroying = Set(bindings.filter { destroys.contains($0.command) }.flatMap(\.keys))
            #expect(making.isDisjoint(with: destroying), "\(preset)")
        }
    }

    @Test("no preset gives a key two meanings or leaves a command without one", arguments: KeyPreset.allCases)
    func presets(preset: KeyPreset) {
        let (table, clashes) = KeyTable.standard.remapped(preset.keys)
        #expect(clashes == [])
        for scopes in KeyTable.scopesOpenTogether {
            let keys = table.bindings.filter { scopes.contains($0.scope) }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(preset) in \(scopes)")
        }
    }

    @Test("a person's keys win over ours, and every clash is named")
    func remapping() {
        let (table, clashes) = KeyTable.standard.remapped([
            .cancelJob: [.character("r")], .sort: [.character("z")], .zoomIn: [.character("z")],
        ])
        let scopes: [KeyScope] = [.jobs, .actions, .panes, .everywhere, .always]
        #expect(table.command(for: .character("r"), in: scopes) == .cancelJob)
        #expect(table.command(for: .character("s"), in: scopes) == nil)
        #expect(clashes == ["'runAgain' has no key any more.", "'z' is both 'sort' and 'zoomIn'."])
        // Questions keep their keys, whatever happens outside of them.
        #expect(table.command(for: .character("y"), in: [.dialog, .always]) == .yes)
    }

    @Test(
        "keys are read as the help writes them",
        arguments: [
            ("x", Key.character("x")), ("X", .character("X")), ("ctrl-k", .control("k")), ("alt-x", .alt("x")),
            ("space", .character(" ")), ("Enter", .enter), ("F5", .function(5)), ("f", .character("f")),
            ("-", .character("-")),
        ])
    func parsing(text: String, key: Key) throws {
        #expect(try Key(parsing: text) == key)
    }

    @Test("what no terminal sends is refused", arguments: ["", "ctrl-i", "ctrl-1", "F13", "hyper-x", "ab", "\u{7}"])
    func refusedKeys(text: String) {
        #expect(throws: InvalidInput.self) { try Key(parsing: text) }
    }

    @Test("a key that is not in the table does nothing")
    func unknown() {
        for state in Samples.states where !state.scopes.contains(.field) {
            for key in [Key.function(5), .alt("x"), .character("日"), .control("b"), .delete, .character("Q")] {
                #expect(!Self.isFelt(key, in: state))
            }
        }
    }

    private static func isFelt(_ key: Key, in state: ConsoleState) -> Bool {
        var after = state
        return !after.apply(.key(key)).isEmpty || after != state
    }
}

extension Samples {
    /// States in which every key has something to do.
    static var states: [ConsoleState] {
        let jobs = watching(columns: 80, rows: 12 + 8)
        var logs = jobs
        _ = logs.apply(.key(.character("3")))
        if let request = logs.visible.log {
            let texts = (0..<200).map { "line \($0)" }
            _ = logs.apply(.logLoaded(window(texts, total: 200), for: request))
        }
        var paused = logs
        for _ in 0..<40 { _ = paused.apply(.key(.up)) }
        _ = paused.apply(.key(.right))
        var help = jobs
        _ = help.apply(.resized(Size(columns: 60, rows: 16)))
        _ = help.apply(.key(.character("?")))
        var scrolledHelp = help
        for _ in 0..<8 { _ = scrolledHelp.apply(.key(.down)) }
        var dialog = jobs
        _ = dialog.apply(.key(.character("s")))
        var zoomed = jobs
        _ = zoomed.apply(.key(.character("+")))
        var filter = jobs
        for key in ["/", "a", "b", "c"] as [Unicode.Scalar] { _ = filter.apply(.key(.character(key))) }
        var filterStart = filter
        for _ in 0..<2 { _ = filterStart.apply(.key(.left)) }
        var columns = jobs
        _ = columns.apply(.key(.character("C")))
        var palette = jobs
        _ = palette.apply(.key(.character(":")))
        var paletteBelow = palette
        for _ in 0..<3 { _ = paletteBelow.apply(.key(.down)) }
        var cleanup = jobs
        if case .ask(_, let generation) = cleanup.apply(.key(.character("D"))).first {
            let preview = CleanupPreview(
                containers: ["local": 3], orphans: 1, jobs: 0, logSize: .bytes(0), unreachable: [:])
            _ = cleanup.apply(.replied(.cleanupPlanned(preview), generation: generation))
        }
        var hosts = jobs
        _ = hosts.apply(.hostsLoaded(Self.hosts))
        _ = hosts.apply(.key(.character("2")))
        var events = jobs
        _ = events.apply(.eventsLoaded(Self.events))
        _ = events.apply(.key(.character("5")))
        return [
            jobs, logs, paused, help, scrolledHelp, dialog, zoomed, filter, filterStart, columns, palette, cleanup,
            paletteBelow, hosts,
        ] + forms + containerLists + queueStates
    }
}
