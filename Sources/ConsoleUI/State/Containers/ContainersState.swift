/// What was read about containers, ours or not; kept only while their list is open.
public struct ContainersState: Equatable, Sendable {
    /// What was found; `nil` before the first answer.
    public internal(set) var list: ContainerList?
    /// The tab that was read last, and for which container.
    public internal(set) var detail: ContainerDetail?
    var request: ContainerDetailRequest?
    /// Whether it is to be said what was found, once every host has answered.
    var tellsFound = false

    init() {}

    mutating func load(_ detail: ContainerDetail, for request: ContainerDetailRequest) {
        self.detail = detail
        self.request = request
    }

    func detail(for request: ContainerDetailRequest?) -> ContainerDetail? {
        self.request == request ? detail : nil
    }
}
