/// What is asked of an engine, as metrics name it (BASE-11).
enum EngineOperation: String, CaseIterable, Sendable {
    case create, start, inspect, stop, kill, remove, list, ping, pull
}
