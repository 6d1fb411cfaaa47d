import Foundation
import JobCore

extension Settings {
    /// Reads jobs in the surroundings of this process.
    ///
    /// - Parameter secrets: values that are known already, such as those of the job that is repeated; they win.
    func draftBuilder(secrets: [String: String] = [:]) -> DraftBuilder {
        DraftBuilder(
            defaults: file.defaults, variable: { [environment] in secrets[$0] ?? environment[$0] },
            workingDirectory: FileManager.default.currentDirectoryPath, home: directories.home, now: Date(),
            readFile: { try Array(Data(contentsOf: URL(fileURLWithPath: $0))) })
    }
}
