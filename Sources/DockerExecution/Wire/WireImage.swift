/// The fields of `GET /images/{name}/json` that are used here.
struct WireImage: Decodable, Sendable {
    let id: String
    let config: Configuration?

    struct Configuration: Decodable, Sendable {
        let entrypoint: [String]?
        let command: [String]?
        private enum CodingKeys: String, CodingKey { case entrypoint = "Entrypoint", command = "Cmd" }
    }

    private enum CodingKeys: String, CodingKey { case id = "Id", config = "Config" }
}
