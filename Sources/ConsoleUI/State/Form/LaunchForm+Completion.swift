import JobCore

extension LaunchForm {
    /// What may be meant by the beginning that stands in the field: images and names of earlier jobs, names of hosts.
    func completion(in state: ConsoleState) -> String? {
        guard let focus, let value = values[focus], !value.text.isEmpty, value.cursor == value.text.count else {
            return nil
        }
        let known: [String] =
            switch focus {
            case .image: state.jobs.jobs.map(\.spec.image)
            case .option(.name): state.jobs.jobs.map(\.name)
            case .option(.template): state.library.templates.keys.sorted()
            case .option(.environmentTemplate): state.library.environments.keys.sorted()
            case .option(.host): state.hosts.rows?.map(\.host.name) ?? []
            case .option(.group): state.queue.groups?.map(\.name) ?? []
            case .option(.network):
                ["bridge", "none", "host"] + state.jobs.jobs.flatMap { $0.spec.networks.map(\.name) }
            case .option(.retry): ["default", "aggressive", "conservative", "high_priority"]
            default: []
            }
        return known.first { $0.count > value.text.count && $0.hasPrefix(value.text) }
    }
}
