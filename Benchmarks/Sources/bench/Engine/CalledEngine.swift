/// An engine that writes down when calls reach it.
struct CalledEngine {
    let options: BenchOptions
    /// As `DOCKER_HOST` has it.
    let endpoint: String
    let calls: EngineCallLog

    func makeBerth(store: String) throws -> Berth { try options.makeBerth(store: store, engine: endpoint) }
}
