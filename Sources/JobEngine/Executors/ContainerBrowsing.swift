public import JobCore

/// An executor whose engine may hold containers that are not Berth's, which can be looked at. Nothing is changed or stored.
public protocol ContainerBrowsing: LogEndReading, UsageReporting {
    /// All containers on the engine, whoever made them, in any state, by one call.
    func listAll() async throws(ExecutorError) -> [ContainerListing]

    /// Everything the engine says about a container: its JSON, indented, its keys in order.
    func inspectionText(of id: ExecutionID) async throws(ExecutorError) -> String

    /// What would have to be asked for to get such a container, without what its image brings.
    func specification(of id: ExecutionID) async throws(ExecutorError) -> JobSpec
}
