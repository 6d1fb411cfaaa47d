import Foundation
import JobCore

extension Settings {
    /// Reads jobs in the surroundings of this process.
    ///
    /// - Parameters:
    ///   - secrets: values that are known already, such as those of the job that is repeated; they win.
    ///   - library: the templates that may be named.
    ///   - directory: where relative paths begin; `nil` means where the process is.
    func draftBuilder(
        secrets: [String: String] = [:], library: TemplateLibrary = TemplateLibrary(), directory: String? = nil
    ) -> DraftBuilder {
        DraftBuilder(
            defaults: file.defaults, variable: { [environment] in secrets[$0] ?? environment[$0] },
            workingDirectory: directory ?? FileManager.default.currentDirectoryPath, home: directories.home,
            now: Date(),
            library: library,
            readFile: { path in
                guard path != "-" else { return try Array(FileHandle.standardInput.readToEnd() ?? Data()) }
                // To the end, whatever it is: `<(…)` of a shell is a pipe.
                let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
                return try Array(file.readToEnd() ?? Data())
            })
    }
}
