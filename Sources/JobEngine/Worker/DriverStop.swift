/// Why a driver leaves an attempt that has not ended.
enum DriverStop: Error {
    /// Another worker has taken it over, or its job is gone: nothing may be written any more.
    case fenced
    /// This worker ends: the next one goes on from the store and the engine.
    case handedOver
}
