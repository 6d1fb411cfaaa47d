/// Why a dependency can never be met, as a sentence for the job that it fails.
enum DependencyWords {
    static func impossible(_ number: JobNumber, _ condition: DependencyCondition, _ counts: [JobStatus: Int]) -> String
    {
        let all = counts.values.reduce(0, +)
        let bad = JobStatus.terminal.first { $0 != .completed && counts[$0] ?? 0 > 0 }
        guard all > 1 else {
            let end = (bad ?? .completed) == .timeout ? "ended by its deadline" : "is \(bad ?? .completed)"
            return condition == .ok
                ? "It was to run after job \(number) had completed, but that one \(end)."
                : "It was to run only if job \(number) failed, but that one \(end)."
        }
        return condition == .ok
            ? "It was to run after all jobs of array \(number) had completed, but not all did."
            : "It was to run only if a job of array \(number) failed, but all have completed."
    }
}

extension DependencyCondition {
    /// Why a dependency on `number`, whose jobs stand as `counts` says, can never be met; a sentence.
    public func impossibility(_ number: JobNumber, _ counts: [JobStatus: Int]) -> String {
        DependencyWords.impossible(number, self, counts)
    }
}
