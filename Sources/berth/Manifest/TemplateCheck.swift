import Foundation
import JobCore

/// Reads a template as it would be read when a job is made of it.
enum TemplateCheck {
    /// Refuses values that no job could use.
    ///
    /// - Throws: `InvalidInput` that names the option.
    static func check(
        _ template: JobTemplate, _ settings: Settings, library: TemplateLibrary
    ) throws(InvalidInput) {
        try template.validate()
        let check = RunCheck(safety: settings.file.safety, now: Date(), library: library)
        let problems = check.problems(inTemplate: template.request)
        if let (field, message) = problems.min(by: { $0.key < $1.key }) { throw InvalidInput(field, message) }
    }
}
