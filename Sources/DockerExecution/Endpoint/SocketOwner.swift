import Foundation
import Glibc

/// Who made the socket that an engine is said to listen on: whoever swaps it gets every job's variables (S24).
enum SocketOwner {
    enum Judgement: Hashable {
        case fine
        /// It works, and is told.
        case suspicious(String)
        case refused(String)
    }

    /// Judges the socket at a path; one that is not there is fine, since connecting to it says so.
    static func judge(_ path: String, user: uid_t = geteuid()) -> Judgement {
        var socket = stat()
        guard stat(path, &socket) == 0, socket.st_uid != 0, socket.st_uid != user else { return .fine }
        let directory = URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
        var above = stat()
        let isOpenToAll = stat(directory, &above) == 0 && above.st_mode & S_IWOTH != 0
        let owner = "the socket '\(path)' belongs to user \(socket.st_uid), neither to root nor to you"
        return isOpenToAll
            ? .refused("\(owner), and lies in '\(directory)', where everybody may put one")
            : .suspicious("\(owner). Is it the engine that you mean?")
    }
}
