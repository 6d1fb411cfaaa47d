import ConsoleUI
import JobCore
import Testing

@Suite("Launch form")
struct LaunchFormTests {
    private func opened(_ settings: ConsoleSettings = ConsoleSettings(storeName: "~/berth")) -> ConsoleState {
        var state = Samples.watching(columns: 120, rows: 40, settings: settings)
        _ = state.apply(.key(.character("n")))
        return state
    }

    private func asked(_ effects: [ConsoleEffect]) -> (ConsoleRequest, Int)? {
        if case .ask(let request, let generation)? = effects.first { (request, generation) } else { nil }
    }

    @Test("CMD-01 n, image, command, ctrl-s: the job is asked for, once, and the form closes when it was taken")
    func launches() throws {
        var state = opened()
        state.write("debian:13")
        _ = state.apply(.key(.enter))
        state.write("sh -c 'echo \"a  b\"'")
        let (request, generation) = try #require(asked(state.apply(.key(.control("s")))))
        #expect(request == .launch(RunRequest(words: ["debian:13", "sh", "-c", "echo \"a  b\""])))
        #expect(state.apply(.key(.control("s"))).isEmpty)
        _ = state.apply(.replied(.launched(NewJobs(JobNumber(1050)), warning: nil), generation: generation))
        #expect(state.overlays.isEmpty)
        #expect(state.message?.text == "Job 1050 was taken.")
        #expect(state.jobs.selection == JobNumber(1050))
        // Nothing of it is left for the next job.
        _ = state.apply(.key(.character("n")))
        #expect(!state.frame().text.contains("debian:13"))
    }

    @Test("CMD-01 the equal command line is shown as one types, quoted for a shell")
    func commandLine() {
        var state = opened()
        state.write("app:2")
        _ = state.apply(.key(.enter))
        state.write("echo 'it''s'")
        for _ in 0..<4 { _ = state.apply(.key(.tab)) }
        state.write("2g")
        for _ in 0..<7 { _ = state.apply(.key(.tab)) }
        state.write("A=1 'B=x y'")
        #expect(state.frame().text.contains("berth run --env A=1 --env 'B=x y' --memory 2g app:2 echo its"))
    }

    @Test(
        "CMD-01 what is wrong is said beside the field while it is written, by the command's own check",
        arguments: [
            ("memory", "5", "engines refuse less"), ("cpus", "many", "not a number of cores"),
            ("volume", "/:/x", "hosts.allow"), ("timeout", "soon", "not a duration"),
            ("publish", "80-90", "not a port"),
            ("network-alias", "db", "needs a network"), ("env", "1A=x", "not a variable's name"),
            ("env", "'open", "not closed"), ("at", "never", "not a time"), ("retry", "often", "no strategy"),
        ])
    func refused(field: String, text: String, words: String) {
        var state = opened()
        state.write("app:2")
        state.focus(field)
        state.write(text)
        #expect(state.frame().text.contains(words))
        let before = state
        #expect(state.apply(.key(.control("s"))).isEmpty)
        #expect(state.message?.isError == true)
        // Enter stays with what is wrong.
        var stays = before
        _ = stays.apply(.key(.enter))
        #expect(stays == before)
    }

    @Test("CMD-01 parts that contradict one another are told when each is well")
    func contradiction() {
        var state = opened()
        state.write("app:2")
        state.focus("at")
        state.write("18:30")
        #expect(!state.frame().text.contains("It cannot be given together"))
        state.focus("in")
        state.write("5s")
        #expect(state.frame().text.contains("It cannot be given together with --in"))
    }

    @Test("CMD-01 without an image nothing is launched, and the image's field says so")
    func noImage() {
        var state = opened()
        #expect(state.apply(.key(.control("s"))).isEmpty)
        #expect(state.frame().text.contains("No image is named"))
        state.write("x")
        #expect(!state.frame().text.contains("No image is named"))
    }

    @Test("CMD-01 a refusal comes back to the field that it names; one without a field is told at the foot")
    func answers() throws {
        var state = opened()
        state.write("app:2")
        let first = try #require(asked(state.apply(.key(.control("s")))))
        _ = state.apply(
            .replied(.invalid(InvalidInput("--host", "There is no host 'far'.")), generation: first.1))
        #expect(state.frame().text.contains("✗ host"))
        // The field that was refused is the one in hand now; what is written there takes the refusal away.
        state.write("local")
        #expect(!state.frame().text.contains("There is no host"))
        let second = try #require(asked(state.apply(.key(.control("s")))))
        _ = state.apply(.replied(.refused("The store is full."), generation: second.1))
        #expect(state.overlays.count == 1)
        #expect(state.message?.text == "The store is full.")
    }

    @Test("CMD-01 a pasted docker run line is given to the command's own parser, and fills the form")
    func pastedLine() throws {
        var state = opened()
        let (request, _) = try #require(asked(state.apply(.pasted(Samples.pastedLine))))
        #expect(request == .readRunLine(Samples.pastedLine))
        let frame = Samples.pastedForm(columns: 120, rows: 40).frame().text
        #expect(frame.contains("berth run --volume ./data:/data --memory 1m app:2 report --all"))
        #expect(frame.contains("--rm: Berth has no such option") && frame.contains("--link: Berth has no such option"))
    }

    @Test("a line that was typed is read at Enter; other pasted text goes into the field, its line ends as blanks")
    func otherPaste() throws {
        var state = opened()
        state.write("podman run x")
        #expect(asked(state.apply(.key(.enter)))?.0 == .readRunLine("podman run x"))
        var other = opened()
        _ = other.apply(.key(.tab))
        #expect(other.apply(.pasted("echo a\necho b")).isEmpty)
        #expect(other.frame().text.contains("echo a echo b"))
    }

    @Test("a late answer to a line of a form that was closed fills no other form")
    func lateAnswer() throws {
        var state = opened()
        let (_, generation) = try #require(asked(state.apply(.pasted("docker run late"))))
        _ = state.apply(.key(.escape))
        _ = state.apply(.key(.character("n")))
        let before = state.frame().text
        _ = state.apply(.replied(.runLine(RunLine(request: RunRequest(words: ["late"]))), generation: generation))
        #expect(state.frame().text == before)
    }

    @Test("nothing typed is lost: a closed form comes back, ctrl-x empties it")
    func draft() {
        var state = opened()
        state.write("app:2")
        _ = state.apply(.key(.escape))
        #expect(state.overlays.isEmpty)
        _ = state.apply(.key(.character("n")))
        #expect(state.frame().text.contains("berth run app:2"))
        _ = state.apply(.key(.control("x")))
        _ = state.apply(.key(.escape))
        _ = state.apply(.key(.character("n")))
        #expect(!state.frame().text.contains("app:2"))
    }

    @Test("CMD-09 R fills the form from an earlier job; secrets are named, not shown, and it remembers whose they are")
    func runAgain() throws {
        var state = Samples.watching(columns: 120, rows: 40)
        let (request, generation) = try #require(asked(state.apply(.key(.character("R")))))
        #expect(request == .form(.job(JobNumber(1046))))
        var spec = JobSpec(image: "app:2", command: ["sync now"])
        spec.environment = [.init(name: "KEY", value: "s3cret", isSecret: true), .init(name: "A", value: "x\ny")]
        let earlier = JobDraft(name: "sync", spec: spec, rerunOf: JobNumber(1046))
        _ = state.apply(.replied(.form(RunRequest(earlier), .job(JobNumber(1046))), generation: generation))
        let text = state.frame().text
        #expect(text.contains("Run job 1046 again") && text.contains("--secret KEY") && !text.contains("s3cret"))
        let (launch, _) = try #require(asked(state.apply(.key(.control("s")))))
        guard case .launch(let asked) = launch else { return #expect(Bool(false), "it launches") }
        #expect(asked == RunRequest(earlier) && asked.rerunOf == JobNumber(1046))
    }

    @Test("the beginning of a known image or host is completed by the right arrow")
    func completion() {
        var state = opened()
        _ = state.apply(.hostsLoaded(Samples.hosts))
        state.write("berth/b")
        _ = state.apply(.key(.right))
        #expect(state.frame().text.contains("berth run berth/busybox"))
        state.focus("host")
        state.write("gp")
        _ = state.apply(.key(.end))
        #expect(state.frame().text.contains("--host gpu-1"))
    }

    @Test("flags and choices turn by blank and arrows")
    func choices() {
        var state = opened()
        state.write("x")
        state.focus("read-only")
        state.write(" ")
        #expect(state.frame().text.contains("--read-only"))
        state.write(" ")
        #expect(!state.frame().text.contains("run --read-only"))
        state.focus("pull")
        for word in ["missing", "always", "never"] {
            _ = state.apply(.key(.right))
            #expect(state.frame().text.contains("--pull \(word)"))
        }
        _ = state.apply(.key(.left))
        #expect(state.frame().text.contains("--pull always"))
    }

    @Test("every option that says something about a job has a field")
    func complete() {
        var state = opened()
        var seen = Set<String>()
        for _ in 0..<80 {
            let text = state.frame().text
            for option in RunOption.allCases where text.contains("▸ \(option.rawValue) ") {
                seen.insert(option.rawValue)
            }
            _ = state.apply(.key(.tab))
        }
        #expect(seen == Set(RunOption.allCases.map(\.rawValue)))
    }
}

extension ConsoleState {
    /// Moves to the field with this label.
    fileprivate mutating func focus(_ label: String) {
        for _ in 0..<80 {
            let lines = frame().text.split(separator: "\n")
            if lines.contains(where: { $0.contains("▸ \(label) ") || $0.contains("▸ \(label)\n") }) { return }
            _ = apply(.key(.tab))
        }
    }
}

extension LaunchFormTests {
    @Test("S14 likely secrets in the form are hidden until ctrl-r reveals the field; what is launched has them")
    func secrets() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = state.apply(.key(.character("R")))
        var request = RunRequest(words: ["app:2", "run", "--token=topsecret"])
        request[.environment] = ["DB_PASSWORD=hunter2", "MODE=fast"]
        _ = state.apply(.replied(.form(request, .job(JobNumber(1046))), generation: 1))
        var text = state.frame().text
        #expect(!text.contains("hunter2") && !text.contains("topsecret") && text.contains("MODE=fast"))
        for _ in 0..<40 where !state.frame().text.contains("▸ env ") { _ = state.apply(.key(.tab)) }
        #expect(!state.frame().text.contains("hunter2"))
        // It is shown when that stands in the journal, and not before.
        let effects = state.apply(.key(.control("r")))
        guard case .ask(.noteReveal(let job, let field), let generation)? = effects.first else {
            return #expect(Bool(false), "it is written down")
        }
        #expect(job == JobNumber(1046) && field == "--env" && !state.frame().text.contains("hunter2"))
        _ = state.apply(.replied(.revealed(field: field), generation: generation))
        text = state.frame().text
        #expect(text.contains("DB_PASSWORD=hunter2") && !text.contains("topsecret"))
        _ = state.apply(.key(.control("r")))
        #expect(!state.frame().text.contains("hunter2"))
        guard case .ask(.launch(let launched), _)? = state.apply(.key(.control("s"))).first else {
            return #expect(Bool(false), "it is launched")
        }
        #expect(launched[.environment] == request[.environment])
    }
}
