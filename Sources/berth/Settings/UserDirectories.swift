import Foundation
import Glibc

/// Where things of this user lie, by the XDG Base Directory Specification: a variable that is unset, empty or relative
/// does not count.
struct UserDirectories: Sendable {
    let home: String
    let data: String
    let configuration: String

    init(environment: [String: String]) {
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Self.homeByUser()
        func directory(_ name: String, _ fallback: String) -> String {
            environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "\(home)/\(fallback)"
        }
        self.home = home
        data = directory("XDG_DATA_HOME", ".local/share") + "/berth"
        configuration = directory("XDG_CONFIG_HOME", ".config") + "/berth"
    }

    /// The directory of the user database, for services that run without `HOME`.
    private static func homeByUser() -> String {
        guard let entry = getpwuid(geteuid()), let directory = entry.pointee.pw_dir else { return "/" }
        return String(cString: directory)
    }
}
