/// The fields of `GET /images/{name}/json` that are used here.
struct WireImage: Decodable, Sendable {
    let id: String
    let config: Configuration?

    struct Configuration: Decodable, Sendable {
        let entrypoint: [String]?
        let command: [String]?
        let environment: [String]?
        let workingDirectory: String?
        let user: String?
        let labels: [String: String]?
        let stopSignal: String?

        private enum CodingKeys: String, CodingKey {
            case entrypoint = "Entrypoint", command = "Cmd", environment = "Env", workingDirectory = "WorkingDir"
            case user = "User", labels = "Labels", stopSignal = "StopSignal"
        }
    }

    private enum CodingKeys: String, CodingKey { case id = "Id", config = "Config" }
}
