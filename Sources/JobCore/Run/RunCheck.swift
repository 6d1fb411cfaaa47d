public import Foundation

/// Finds what is wrong with every part of a request at once, while it is being written. It reads no file and no environment:
/// what those hold is seen when the job is launched.
public struct RunCheck {
    private let builder: DraftBuilder
    private let validation: JobValidation

    /// A check against what the owner allows, at the given time.
    ///
    /// - Parameters:
    ///   - library: the templates that may be named.
    ///   - workingDirectory: where relative paths begin; the default stands for any directory but the root.
    public init(
        safety: SafetyPolicy, now: Date, library: TemplateLibrary = TemplateLibrary(),
        workingDirectory: String = "/work"
    ) {
        builder = DraftBuilder(
            defaults: JobDefaults(), variable: { _ in "" }, workingDirectory: workingDirectory, home: "/home", now: now,
            library: library, readFile: { _ in [] })
        validation = JobValidation(safety: safety)
    }

    /// The sentences by field: `IMAGE`, `COMMAND`, or an option as `--memory`.
    public func problems(in request: RunRequest) -> [String: String] {
        var problems: [String: String] = [:]
        let hasImage = !request.image.isEmpty && request.image != RunRequest.imageOfTemplate
        if hasImage || !request.has(.template), let error = problem(in: RunRequest(words: [request.image])) {
            problems["IMAGE"] = error.message
        }
        if request.words.count > 1, let error = problem(in: RunRequest(words: ["x"] + request.words.dropFirst())) {
            problems["COMMAND"] = error.message
        }
        for option in request.options {
            var alone = RunRequest(words: ["x"])
            alone[option] = request[option]
            // What makes sense only together is looked at together.
            if option == .networkAlias { alone[.network] = request[.network] }
            if option == .shell { alone.words = ["x"] + request.words.dropFirst() }
            if let error = problem(in: alone) { problems[option.flag] = error.message }
        }
        // Parts that are well each for itself may still contradict one another.
        if problems.isEmpty, let error = problem(in: request) { problems[error.field] = error.message }
        return problems
    }

    /// The same of a template, which may leave its image to the job.
    public func problems(inTemplate request: RunRequest) -> [String: String] {
        guard request.image.isEmpty || request.image == RunRequest.imageOfTemplate else { return problems(in: request) }
        var whole = request
        whole.words = ["image-of-the-job"] + request.words.dropFirst()
        return problems(in: whole)
    }

    /// The same of a job that recurs.
    public func problems(inSchedule request: RunRequest) -> [String: String] {
        var problems = problems(in: request)
        guard problems.isEmpty else { return problems }
        do throws(InvalidInput) {
            try builder.checkRecurring(request)
            try JobValidation.checkRecurring(try builder.draft(request))
        } catch {
            problems[error.field] = error.message
        }
        return problems
    }

    private func problem(in request: RunRequest) -> InvalidInput? {
        do throws(InvalidInput) {
            try validation.validate(try builder.draft(request))
            return nil
        } catch {
            return error
        }
    }
}
