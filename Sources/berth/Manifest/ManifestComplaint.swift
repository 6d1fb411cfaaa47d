import JobCore

/// A mistake in a manifest, and where it is.
struct ManifestComplaint: Hashable {
    var line: Int
    var sentence: String

    /// All of them, in the order of the file.
    struct Failure: Error {
        var path: String
        var complaints: [ManifestComplaint]

        /// One sentence a mistake.
        var sentences: [String] {
            complaints.sorted { $0.line < $1.line }.map { "File '\(path)', line \($0.line): \($0.sentence)" }
        }
    }
}
