import Foundation

/// `BERTH_SOAK=1` (set by `scripts/soak`) makes tests of chance run twenty times as long.
enum Soak {
    static let isOn = ProcessInfo.processInfo.environment["BERTH_SOAK"] == "1"

    static func rounds(_ count: Int) -> Int {
        isOn ? count * 20 : count
    }
}
