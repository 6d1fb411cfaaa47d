import Foundation
import JobCore

/// Stops all containers of an engine in a way that no signal can end (F49): the kernel's freezer, on cgroup v1 or v2, one
/// level above the containers, where their runtime does not thaw them to kill them.
struct Freezer {
    private let path: String
    private let words: (frozen: String, thawed: String)

    /// - Throws: when the container's group cannot be found.
    init(engineOf container: ExecutionID) throws {
        let roots = [("/sys/fs/cgroup/freezer", "freezer.state"), ("/sys/fs/cgroup", "cgroup.freeze")]
        for (root, file) in roots {
            guard FileManager.default.fileExists(atPath: root),
                let groups = FileManager.default.enumerator(atPath: root)
            else { continue }
            for case let group as String in groups where group.hasSuffix("/\(container.rawValue)") {
                let path = "\(root)/\((group as NSString).deletingLastPathComponent)/\(file)"
                guard FileManager.default.fileExists(atPath: path) else { continue }
                self.path = path
                words = file == "freezer.state" ? ("FROZEN", "THAWED") : ("1", "0")
                return
            }
        }
        throw ShellCommand.Failure(description: "No freezer group of container \(container.short) was found.")
    }

    func freeze() throws {
        try write(words.frozen)
    }

    func thaw() throws {
        try write(words.thawed)
    }

    private func write(_ word: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.write(contentsOf: Data(word.utf8))
    }
}
