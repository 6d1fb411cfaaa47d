import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("The form of a host")
struct HostFormTests {
    private func typed(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    private func watching(columns: Int = 120, rows: Int = 40, isReadOnly: Bool = false) -> ConsoleState {
        var settings = ConsoleSettings(storeName: "~/berth", abilities: TerminalAbilities(colors: 256))
        settings.isReadOnly = isReadOnly
        var state = Samples.watching(columns: columns, rows: rows, settings: settings)
        _ = state.apply(.hostsLoaded(Samples.hosts))
        _ = typed("2", in: &state)
        return state
    }

    private func form(_ state: ConsoleState) -> HostForm? {
        guard case .hostForm(let form)? = state.overlay else { return nil }
        return form
    }

    @Test("CMD-09 a host is added: what was written is asked of the engine, and the form goes when it was taken")
    func add() {
        var state = watching()
        _ = typed("n", in: &state)
        _ = typed("far", in: &state)
        for _ in 0..<2 { _ = state.apply(.key(.tab)) }
        _ = state.apply(.pasted("tcp://far.lan:2376"))
        let effects = state.apply(.key(.control("s")))
        guard case .ask(.addHost(let host), let generation)? = effects.first else {
            Issue.record("nothing was asked: \(effects)")
            return
        }
        #expect(host.name == "far" && host.endpoint == "tcp://far.lan:2376" && host.slots == 10)
        #expect(host.createdAt == state.now)
        _ = state.apply(.replied(.done("Host 'far' is added."), generation: generation))
        #expect(state.overlay == nil)
    }

    @Test("CMD-09 what cannot be is said in the form, at its field, and nothing is asked")
    func refusals() {
        var state = watching()
        _ = typed("n", in: &state)
        #expect(state.apply(.key(.control("s"))).isEmpty)
        #expect(form(state)?.focus == .endpoint)
        _ = typed("unix:///x", in: &state)
        #expect(state.apply(.key(.control("s"))).isEmpty)
        #expect(form(state)?.focus == .name)
        _ = typed("x", in: &state)
        for _ in 0..<4 { _ = state.apply(.key(.tab)) }
        _ = typed("1", in: &state)
        #expect(state.apply(.key(.control("s"))).isEmpty)
        #expect(form(state)?.refusal?.field == "--weight")
        #expect(state.frame().text.contains("1001 is out of range"))
    }

    @Test("CMD-09 what the engine room refuses stands at its field")
    func engineRefusal() {
        var state = watching()
        _ = typed("e", in: &state)
        let effects = state.apply(.key(.control("s")))
        guard case .ask(.changeHost, let generation)? = effects.first else {
            Issue.record("nothing was asked: \(effects)")
            return
        }
        let refusal = InvalidInput("--tls-key", "Others can read the key '/k'.")
        _ = state.apply(.replied(.invalid(refusal), generation: generation))
        #expect(form(state)?.refusal == refusal)
        #expect(form(state)?.focus == .tlsKey)
    }

    @Test("CMD-09 what is refused about the host as a whole is read in the form to its end, which stays open")
    func wholeRefusal() {
        var state = watching(columns: 80, rows: 24)
        _ = typed("e", in: &state)
        guard case .ask(_, let generation)? = state.apply(.key(.control("s"))).first else {
            Issue.record("nothing was asked")
            return
        }
        let sentence =
            "Host 'build' cannot be given another endpoint now: one of its jobs has not ended. Wait by `berth host drain "
            + "build`, or add another host; if it is the same engine by another way: `berth host edit build --force`."
        _ = state.apply(.replied(.refused(sentence), generation: generation))
        #expect(form(state)?.refusal?.message == sentence)
        #expect(state.frame().text.contains("build --force`."))
    }

    @Test("CMD-09 a host is changed without its name, and what is not written about stays")
    func change() throws {
        var state = watching()
        _ = typed("e", in: &state)
        let before = try #require(state.hosts.selected?.host)
        for _ in 0..<1 { _ = state.apply(.key(.tab)) }
        _ = state.apply(.key(.control("u")))
        _ = typed("7", in: &state)
        let effects = state.apply(.key(.control("s")))
        guard case .ask(.changeHost(let host), _)? = effects.first else {
            Issue.record("nothing was asked: \(effects)")
            return
        }
        var expected = before
        expected.slots = 7
        #expect(host == expected)
        _ = state.apply(.key(.escape))
        #expect(state.overlay == nil)
    }

    @Test("a console that may only look opens no form")
    func readOnly() {
        var state = watching(isReadOnly: true)
        _ = typed("n", in: &state)
        #expect(state.overlay == nil)
    }

    @Test("CMD-09 the form on every size of screen", arguments: [(120, 40), (80, 24), (40, 10)])
    func golden(columns: Int, rows: Int) throws {
        var state = watching(columns: columns, rows: rows)
        _ = typed("n", in: &state)
        _ = typed("far\u{202E}", in: &state)
        _ = state.apply(.key(.tab))
        _ = state.apply(.key(.tab))
        try expectGolden(state, "host-form-\(columns)x\(rows)")
    }
}
