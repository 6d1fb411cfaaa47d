import Foundation
import JobCore

/// Makes a job of what was typed: options, then the configuration's defaults. Reads files and environment, calls nothing.
struct DraftBuilder {
    var defaults: SettingsFile.JobDefaults
    var environment: [String: String]
    var workingDirectory: String
    var home: String
    var now: Date
    /// Reads a file that an option names.
    var readFile: (String) throws -> [UInt8]

    /// Makes the job.
    ///
    /// - Parameter words: IMAGE and what follows it.
    /// - Throws: `InvalidInput` that names the option.
    func draft(container: ContainerOptions, job: JobOptions, words: [String]) throws(InvalidInput) -> JobDraft {
        var draft = JobDraft(name: job.name, spec: try spec(container, words))
        try apply(job, to: &draft)
        return draft
    }

    private func apply(_ job: JobOptions, to draft: inout JobDraft) throws(InvalidInput) {
        draft.priority =
            try job.priority.map { (text) throws(InvalidInput) in
                try integer(text, "--priority", "0 to 100")
            } ?? defaults.priority ?? draft.priority
        draft.timeout =
            try job.timeout.map { (text) throws(InvalidInput) in
                try Duration(parsing: text, field: "--timeout")
            } ?? defaults.timeout
        try applyRetry(job, to: &draft)
        draft.routing.host = job.host
        draft.routing.region = job.region
        draft.routing.executor = try job.executor.map { (text) throws(InvalidInput) in
            try choice(text, "--executor", HostKind.self)
        }
        draft.notBefore = try notBefore(job)
        draft.isHeld = job.isHeld
        draft.idempotencyKey = job.idempotencyKey
    }

    private func applyRetry(_ job: JobOptions, to draft: inout JobDraft) throws(InvalidInput) {
        draft.retryStrategy = defaults.retry
        var attempts: Int?
        if let text = job.retry {
            if let strategy = RetryStrategy(rawValue: text.replacing("-", with: "_")) {
                draft.retryStrategy = strategy
            } else if let number = Int(text) {
                attempts = number
            } else {
                let known = RetryStrategy.allCases.map(\.rawValue).joined(separator: ", ")
                throw InvalidInput(
                    "--retry",
                    "'\(TextForSentence.shortened(text))' is no strategy. Write \(known), or a number of attempts.")
            }
        }
        let codes = try job.retryOn.map(exitCodes)
        guard attempts != nil || codes != nil else { return }
        var policy = draft.effectiveRetryPolicy
        if let attempts { policy.maxAttempts = attempts }
        if let codes { policy.retriedExitCodes = codes }
        draft.retryPolicy = policy
    }

    private func exitCodes(_ text: String) throws(InvalidInput) -> Set<Int> {
        if text == "any" { return Set(1...255) }
        var codes = Set<Int>()
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            codes.insert(try integer(String(part), "--retry-on", "exit codes such as 1,75, or any"))
        }
        return codes
    }

    private func notBefore(_ job: JobOptions) throws(InvalidInput) -> Date? {
        switch (job.at, job.delay) {
        case (nil, nil): return nil
        case (let text?, nil): return try TimeText.moment(text, field: "--at", now: now)
        case (nil, let text?):
            return now.addingTimeInterval(try Duration(parsing: text, field: "--in").inSeconds)
        case (.some, .some): throw InvalidInput("--at", "It cannot be given together with --in. Leave one out.")
        }
    }

    func integer(_ text: String, _ field: String, _ allowed: String) throws(InvalidInput) -> Int {
        guard let number = Int(text) else {
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is not a whole number. Give \(allowed).")
        }
        return number
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String, _ field: String, _: Value.Type
    ) throws(InvalidInput) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is not known. Write one of: \(known).")
        }
        return value
    }
}
