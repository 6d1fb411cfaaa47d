import Foundation
import JobCore

/// Reads a request of `berth run` into a draft: a job of the project by its name, then templates of project and store.
struct RunReading {
    let settings: Settings
    private let request: RunRequest
    private let project: Project?

    /// Looks for a project where the first word could name one of its jobs.
    init(_ request: RunRequest, settings: Settings) throws {
        self.settings = settings
        let couldBeName = !request.image.isEmpty && !request.image.contains { "/:@".contains($0) }
        let found = couldBeName ? try Project.find(from: FileManager.default.currentDirectoryPath) : nil
        if let found, let resolved = found.resolve(request) {
            (self.request, project) = (resolved, found)
        } else {
            (self.request, project) = (request, nil)
        }
    }

    /// Whether the store must be asked for what is named.
    var needsStore: Bool { request.has(.template) || request.has(.environmentTemplate) }

    /// The job, or the jobs of an array.
    ///
    /// - Parameter library: what the store holds.
    func order(_ library: TemplateLibrary = TemplateLibrary()) throws -> JobOrder {
        let library = try project?.library(over: library, settings: settings) ?? library
        return try settings.draftBuilder(library: library, directory: project?.directory).order(request)
    }
}
