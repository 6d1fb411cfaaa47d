/// The fields of `GET /networks/NAME` that are used here.
struct WireNetwork: Decodable, Sendable {
    let id: String

    private enum CodingKeys: String, CodingKey { case id = "Id" }
}
