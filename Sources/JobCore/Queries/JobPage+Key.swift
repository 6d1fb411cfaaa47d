import Foundation

extension JobPage.Key {
    /// The place of a job in a list of this order.
    public init(of job: Job, in order: JobQuery.Order) {
        let value: JobPage.Value? =
            switch order {
            case .number: nil
            case .finished: job.finishedAt.map { .seconds($0.timeIntervalSince1970) }
            case .name: .text(job.name)
            case .status: .text(job.status.rawValue)
            case .host: job.host.map { .text($0) }
            }
        self.init(value: value, number: job.number)
    }
}
