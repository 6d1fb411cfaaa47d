import JobCore

/// The GPUs that an engine without nvidia's runtime offers by the Container Device Interface, where a device is called
/// `nvidia.com/gpu=0`. Engines tell them in `DiscoveredDevices` of `/info` (from API 1.50).
struct DeviceInterfaceGPUs: Sendable {
    /// What stands before the `=`.
    private let kind: String
    private let names: [String]

    /// - Returns: `nil` when there are none, or the runtime is there, which takes any request.
    init?(_ information: WireInformation) {
        guard information.runtimes?["nvidia"] == nil else { return nil }
        let devices = (information.discoveredDevices ?? []).filter { $0.source == "cdi" }.compactMap { device in
            let parts = device.id.split(separator: "=", maxSplits: 1).map(String.init)
            return parts.count == 2 && parts[0].hasSuffix("/gpu") ? (kind: parts[0], name: parts[1]) : nil
        }
        guard let kind = devices.first?.kind else { return nil }
        self.kind = kind
        names = devices.filter { $0.kind == kind }.map(\.name)
    }

    /// What is asked of the engine. A GPU that it has not is asked for all the same, and refused by it in its own words.
    func identifiers(for request: GPURequest) -> [String] {
        let known = names.compactMap { Int($0) }.sorted().map(String.init)
        // Where they have numbers, other names are further ones of the same.
        let single = known.isEmpty ? names.filter { $0 != "all" } : known
        let lacking = (0...).lazy.map(String.init).filter { !names.contains($0) }
        let wanted: [String] =
            switch request {
            case .devices(let names): names
            case .all: names.contains("all") ? ["all"] : names
            case .count(let count):
                Array(single.prefix(count)) + Array(lacking.prefix(max(0, count - single.count)))
            }
        return wanted.map { "\(kind)=\($0)" }
    }
}
