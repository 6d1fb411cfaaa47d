import ConsoleUI
import JobCore
import JobEngine

extension ManagerSource {
    func launchReply(to request: ConsoleRequest) async -> ConsoleReply {
        do {
            switch request {
            case .readRunLine(let text): return .runLine(try await launching.runLine(text))
            case .launch(let request): return try await launch(request)
            case .form(.job(let number)):
                return .form(RunRequest(try await manager.jobs.draft(repeating: number)), .job(number))
            case .form(.container(let place)):
                let spec = try await manager.containers.specification(of: place.id, on: place.host)
                return .form(RunRequest(spec), .container(place))
            case .templates: return .templates(try await templates())
            case .saveTemplate(let template):
                try await manager.templates.save(template, mode: .adding)
                return .done("Template '\(template.name)' was saved.")
            default: return .form(RunRequest(), .new)
            }
        } catch let error as InvalidInput {
            return .invalid(error)
        } catch ManagerError.invalid(let error) {
            return .invalid(error)
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// Through the front door, as every command. The values of an earlier job's secrets are fetched only here.
    private func launch(_ request: RunRequest) async throws -> ConsoleReply {
        var secrets: [String: String] = [:]
        if let earlier = request.rerunOf, request.has(.secret) {
            for variable in try await manager.jobs.draft(repeating: earlier).spec.environment where variable.isSecret {
                secrets[variable.name] = variable.value
            }
        }
        let namesTemplates = request.has(.template) || request.has(.environmentTemplate)
        let library = namesTemplates ? try await manager.templates.library() : TemplateLibrary()
        let order = try launching.order(of: request, secrets: secrets, library: library)
        try await launching.prepareHost()
        let never = try await manager.jobs.whyNever(order)
        let new = try await submit(order)
        do {
            try await launching.startWorker()
            return .launched(new, warning: never.map { "No host can take it as it is: \($0)." })
        } catch {
            return .launched(new, warning: String(describing: error))
        }
    }

    /// By name only: what a variable holds is nobody's business before a job is made of it.
    private func templates() async throws -> TemplateLibrary {
        var environments = try await manager.templates.environments()
        for index in environments.indices { environments[index].variables = [] }
        return TemplateLibrary(templates: try await manager.templates.list(), environments: environments)
    }

    private func submit(_ order: JobOrder) async throws -> NewJobs {
        switch order {
        case .job(let draft): NewJobs(try await manager.jobs.submit(draft).number)
        case .array(let draft): NewJobs(try await manager.jobs.submit(draft).array)
        }
    }
}
