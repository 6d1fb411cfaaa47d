/// A version of the Engine API, such as 1.41.
struct APIVersion: Hashable, Sendable {
    let major: Int
    let minor: Int

    /// The oldest API that is spoken: Docker 20.10 (2020), the first with one-shot stats and `platform` at create.
    static let oldest = APIVersion(major: 1, minor: 41)
    /// The newest API that this code was checked against (Docker 29.7).
    static let newest = APIVersion(major: 1, minor: 55)

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]), major >= 0, minor >= 0 else {
            return nil
        }
        self.init(major: major, minor: minor)
    }

    /// The version to speak with an engine whose newest is `offered`: the lower of its and our newest.
    /// - Returns: nil when the engine is too old for Berth.
    static func negotiate(offered: APIVersion) -> APIVersion? {
        let version = min(offered, newest)
        return version < oldest ? nil : version
    }
}

extension APIVersion: Comparable, CustomStringConvertible {
    static func < (left: APIVersion, right: APIVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }

    var description: String { "\(major).\(minor)" }
}
