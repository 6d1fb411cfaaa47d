import JobCore
import Testing

@testable import ConsoleUI

@Suite("Templates in the launch form")
struct FormTemplateTests {
    private func opened(_ library: TemplateLibrary) throws -> ConsoleState {
        var state = Samples.watching(columns: 120, rows: 40, settings: ConsoleSettings(storeName: "~/berth"))
        let effects = state.apply(.key(.character("n")))
        guard case .ask(.templates, let generation)? = effects.last else {
            Issue.record("the form did not ask for templates")
            return state
        }
        _ = state.apply(.replied(.templates(library), generation: generation))
        return state
    }

    private func goTo(_ field: FormField, in state: inout ConsoleState) {
        for _ in FormField.all.prefix(while: { $0 != field }) { _ = state.apply(.key(.tab)) }
    }

    private var library: TemplateLibrary {
        TemplateLibrary(
            templates: [JobTemplate(name: "nightly", request: RunRequest(words: ["app:2", "report"]))],
            environments: [EnvironmentTemplate(name: "production", variables: [])])
    }

    @Test("CMD-10 a template is named, completed, checked; its image need not be written again")
    func named() throws {
        var state = try opened(library)
        goTo(.option(.template), in: &state)
        state.write("nigh")
        #expect(state.frame().text.contains("There is no template 'nigh'. There are: nightly."))
        _ = state.apply(.key(.right))
        #expect(!state.frame().text.contains("There is no template"))
        let effects = state.apply(.key(.control("s")))
        var expected = RunRequest()
        expected[.template] = ["nightly"]
        guard case .ask(.launch(let request), _)? = effects.first else {
            Issue.record("nothing was launched: \(state.message?.text ?? "")")
            return
        }
        #expect(request == expected)
    }

    @Test("CMD-10 a form is kept as a template by its name; without one it asks for it")
    func saved() throws {
        var state = try opened(TemplateLibrary())
        state.write("app:2")
        _ = state.apply(.key(.control("t")))
        #expect(state.frame().text.contains("A template needs a name"))
        state.write("nightly")
        let effects = state.apply(.key(.control("t")))
        guard case .ask(.saveTemplate(let template), let generation)? = effects.first else {
            Issue.record("nothing was saved: \(state.message?.text ?? "")")
            return
        }
        #expect(template.name == "nightly")
        #expect(template.request == RunRequest(words: ["app:2"]))
        _ = state.apply(.replied(.done("Template 'nightly' was saved."), generation: generation))
        #expect(state.message?.text == "Template 'nightly' was saved.")
        // The form is still there.
        #expect(!state.overlays.isEmpty)
    }
}
