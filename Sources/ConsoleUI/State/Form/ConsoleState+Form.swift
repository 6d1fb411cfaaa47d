import JobCore

extension ConsoleState {
    /// The commands that lead to the launch form; `nil` for others.
    mutating func performForm(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .newJob:
            openForm(LaunchForm())
            return [ask(.templates)]
        case .runWithChanges:
            guard let job = jobs.selectedJob else {
                say("There is no job to run again.")
                return []
            }
            guard let draft = drafts[.job(job.number)] else {
                return [ask(.form(.job(job.number))), ask(.templates)]
            }
            openForm(draft)
            return [ask(.templates)]
        default: return nil
        }
    }

    /// Opens a form, or the draft that was left in its place.
    mutating func openForm(_ form: LaunchForm) {
        var form = drafts[form.origin] ?? form
        form.check(self)
        overlays.append(.launch(form))
    }

    /// Keeps what was written in a form that is closed.
    mutating func keep(_ form: LaunchForm) {
        guard form.isEdited else { return }
        var form = form
        form.awaited = nil
        drafts[form.origin] = form
    }

    mutating func forget(_ origin: FormOrigin) { drafts[origin] = nil }

    /// The effect of a question whose answer the open form waits for.
    mutating func askFromForm(_ request: ConsoleRequest) -> ConsoleEffect {
        let effect = ask(request)
        if case .ask(_, let generation) = effect, case .launch(var form)? = overlays.last {
            form.awaited = generation
            overlays[overlays.count - 1] = .launch(form)
        }
        return effect
    }

    /// What the console does with answers about launching.
    mutating func takeFormReply(_ reply: ConsoleReply) {
        switch reply {
        case .launched(let new, let warning):
            if let index = overlays.lastIndex(where: { if case .launch = $0 { true } else { false } }) {
                if case .launch(let form) = overlays[index] { forget(form.origin) }
                overlays.remove(at: index)
            }
            jobs.selectNew(new)
            say(new.sentence + (warning.map { ", but: \($0)" } ?? "."), isError: warning != nil)
        case .form(let request, let origin): openForm(LaunchForm(origin: origin, request: request))
        case .templates(let library):
            self.library = library
            guard case .launch(var form)? = overlays.last else { return }
            form.check(self)
            overlays[overlays.count - 1] = .launch(form)
        case .runLine(let line) where !line.refusals.isEmpty:
            for refusal in line.refusals { say("\(refusal.field): \(refusal.message)", isError: true) }
            let count = line.refusals.count
            say("Berth does not have \(count == 1 ? "an option" : "\(count) options") of this line.", isError: true)
        case .invalid(let input):
            say(input.description, isError: true)
        default: break
        }
    }
}
