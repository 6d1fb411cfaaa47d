import Foundation
import JobCore
import JobEngine

/// What `berth status` tells.
struct StoreStatus {
    /// The store's directory.
    var store: String
    var queue: QueueStatistics
    /// Who the active worker is, once it is on the register.
    var worker: WorkerRecord?
    var hasWorker: Bool
    var hosts: [JobHost]
    var loads: [String: HostLoad]
    var now: Date
}
