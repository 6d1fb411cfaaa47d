import Foundation
import JobCore

/// What a worker and its store held at one moment.
struct SoakLook: Sendable {
    /// Since the begin of the soak, seconds.
    let at: Double
    /// Of the worker, MB.
    let resident: Double
    let descriptors: Double
    let threads: Double
    /// Jobs in the store; the soak deletes what has ended, so their number has a bound.
    let rows: Double
    /// Containers on the engine.
    let containers: Double
    /// The write-ahead log, MB.
    let writeAheadLog: Double
    /// The console's share of memory, MB.
    let console: Double
    /// User and system time of the worker so far, seconds.
    let cpu: Double
}
