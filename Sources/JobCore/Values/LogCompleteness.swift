/// Whether a stored log is the container's whole output, and if not, why (LOG-03, I12).
public enum LogCompleteness: Hashable, Sendable, Codable {
    /// The attempt has not ended.
    case open
    /// Every byte is there.
    case complete
    /// Something is or may be missing.
    case incomplete(Reason)

    /// Why a log may lack something.
    public enum Reason: String, CaseIterable, Hashable, Sendable, Codable {
        /// The engine was down while the container wrote.
        case engineOutage = "engine_outage"
        /// Nobody waits any longer for a host that could not be asked.
        case givenUp = "given_up"
        /// The engine's own file was rotated or cut by someone.
        case rotation
        /// The limit per attempt was reached; head and tail are kept.
        case quota
        /// The engine's log driver cannot be read.
        case unreadableDriver = "unreadable_driver"
        /// The container was removed before its log was read.
        case containerRemoved = "container_removed"
        /// The store's disk refused the bytes.
        case storeFull = "store_full"
        /// The engine's answer was cut or damaged.
        case damaged

        /// For people.
        public var sentence: String {
            switch self {
            case .engineOutage: "the engine was down while the container wrote"
            case .givenUp: "its host could not be asked any more, and the job was given up"
            case .rotation: "the engine's log file was rotated or cut by someone else"
            case .quota: "the log's limit was reached; its head and its newest part are kept"
            case .unreadableDriver: "the engine's log driver cannot be read"
            case .containerRemoved: "the container was removed before its log was read"
            case .storeFull: "the disk of the store refused the bytes"
            case .damaged: "the engine's answer was cut or damaged"
            }
        }
    }
}
