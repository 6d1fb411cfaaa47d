import Foundation
import JobCore

/// The jobs that a project names in a `berth.yaml`, which is looked for from the current directory upwards: `berth run build`.
struct Project {
    static let fileName = "berth.yaml"

    let path: String
    private let manifest: Manifest

    /// The directory from which the paths in the file begin.
    var directory: String { (path as NSString).deletingLastPathComponent }

    /// The names of its jobs.
    var jobs: [String] { manifest.jobs.map(\.name) }

    /// Finds and reads the file.
    ///
    /// - Returns: `nil` when there is none up to the root.
    /// - Throws: `ManifestComplaint.Failure` with all mistakes in it.
    static func find(from directory: String) throws -> Project? {
        var directory = URL(fileURLWithPath: directory).standardizedFileURL
        while true {
            let path = directory.appendingPathComponent(fileName).path
            if FileManager.default.fileExists(atPath: path) {
                let manifest = try ManifestReader.read(path)
                guard manifest.complaints.isEmpty else {
                    throw ManifestComplaint.Failure(path: path, complaints: manifest.complaints)
                }
                return Project(path: path, manifest: manifest)
            }
            let parent = directory.deletingLastPathComponent()
            guard parent.path != directory.path else { return nil }
            directory = parent
        }
    }

    /// The request when its first word names a job of the project: what is given beside it wins, words behind it replace
    /// the job's COMMAND. `nil` when it names an image.
    func resolve(_ request: RunRequest) -> RunRequest? {
        guard let job = manifest.jobs.first(where: { $0.name == request.image }) else { return nil }
        var given = request
        given.words = request.words.count > 1 ? [RunRequest.imageOfTemplate] + request.words.dropFirst() : []
        var resolved = given.over(job.request)
        if !resolved.has(.name) { resolved[.name] = [job.name] }
        return resolved
    }

    /// Its own templates and environments over those of the store.
    func library(
        over library: TemplateLibrary, settings: Settings
    ) throws(ManifestComplaint.Failure) -> TemplateLibrary {
        try ManifestCheck(settings: settings, library: library).resolve(manifest, path: path).library
    }
}
