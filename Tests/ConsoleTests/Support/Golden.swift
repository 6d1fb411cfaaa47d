import ConsoleUI
import Foundation
import Testing

/// Compares a screen with its golden frame in `Goldens`. `BERTH_RECORD_GOLDENS=1` writes it anew.
func expectGolden(
    _ state: ConsoleState, _ name: String, at location: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Goldens")
    let file = folder.appending(path: name + ".txt")
    let text = state.frame().text + "\n"
    if ProcessInfo.processInfo.environment["BERTH_RECORD_GOLDENS"] != nil {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return
    }
    let golden = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "differs from Goldens/\(name).txt", sourceLocation: location)
}
