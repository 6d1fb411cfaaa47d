public import JobCore

extension Placement.Candidate {
    /// A host that can run what its executor does not refuse (BASE-13).
    public init(host: JobHost, load: HostLoad, executor: any ContainerExecutor) {
        self.init(host: host, load: load) { spec in
            do throws(InvalidInput) {
                try executor.validate(spec)
                return nil
            } catch {
                return error.message
            }
        }
    }
}
