/// What was asked of an engine, for the sentence when it fails.
enum EngineOperation: Hashable, Sendable {
    case ping
    case create(name: String, image: String)
    case start(id: String)
    case inspect(id: String)
    case stop(id: String)
    case kill(id: String)
    case remove(id: String)
    case list
    case events
    case logs(id: String)
    case usage(id: String)
    case pull(image: String)
    case inspectImage(String)
    case information
    case execute(id: String)
    case attach(id: String)

    /// `could not …`, with the object in quotes.
    var words: String {
        switch self {
        case .ping: "reach the engine"
        case .create(let name, let image): "create container '\(name)' of image '\(image)'"
        case .start(let id): "start container '\(id.prefix(12))'"
        case .inspect(let id): "inspect container '\(id.prefix(12))'"
        case .stop(let id): "stop container '\(id.prefix(12))'"
        case .kill(let id): "kill container '\(id.prefix(12))'"
        case .remove(let id): "remove container '\(id.prefix(12))'"
        case .list: "list the containers"
        case .events: "watch the events"
        case .logs(let id): "read the log of container '\(id.prefix(12))'"
        case .usage(let id): "measure container '\(id.prefix(12))'"
        case .pull(let image): "pull image '\(image)'"
        case .inspectImage(let image): "inspect image '\(image)'"
        case .execute(let id): "run a command in container '\(id.prefix(12))'"
        case .attach(let id): "send input to container '\(id.prefix(12))'"
        case .information: "ask for the engine's properties"
        }
    }
}
