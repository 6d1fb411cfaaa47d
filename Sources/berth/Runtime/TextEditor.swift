import Foundation
import Glibc
import Subprocess

/// The user's editor on a text.
enum TextEditor {
    /// Opens `$VISUAL`, `$EDITOR` or vi on a private file and waits for its end.
    ///
    /// - Returns: the text as it was left.
    /// - Throws: `CommandFailure` when the editor ends with a failure, or left the text as it was.
    static func edit(_ text: String, suffix: String) async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let editor =
            [environment["VISUAL"], environment["EDITOR"], "vi"].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
        var path = Array((FileManager.default.temporaryDirectory.path + "/berth-XXXXXX" + suffix).utf8CString)
        let file = mkstemps(&path, Int32(suffix.utf8.count))
        guard file >= 0 else {
            throw CommandFailure("Could not make a file to edit: \(String(cString: strerror(errno))). Check TMPDIR.")
        }
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(name) }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
        // A shell, because an editor may come with options: `code --wait`.
        let result = try await Subprocess.run(
            .name("sh"), arguments: ["-c", "\(editor) \"$1\"", "sh", name], input: .currentStandardInput,
            output: .currentStandardOutput, error: .currentStandardError)
        guard result.terminationStatus.isSuccess else {
            throw CommandFailure("The editor '\(editor)' ended with a failure. Nothing was changed.")
        }
        let edited = String(decoding: try Data(contentsOf: URL(fileURLWithPath: name)), as: UTF8.self)
        guard edited != text else { throw CommandFailure("The text was left as it was. Nothing was changed.") }
        return edited
    }
}
