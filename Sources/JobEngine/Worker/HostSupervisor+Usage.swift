import Foundation
import JobCore

/// What the jobs of a host use.
extension HostSupervisor {
    private static let usagePeriod: TimeInterval = 15
    /// An engine that has to be asked is asked by no more at once (decisions 11).
    private static let questionsAtOnce = 2

    /// Measures all that runs, again and again until cancelled: all jobs share a wake-up and a commit.
    func measureForever() async {
        guard executor is any UsageReporting else { return }
        while true {
            guard (try? await Task.sleep(for: .untilNext(Self.usagePeriod))) != nil else { return }
            let samples = await measureAll()
            guard !samples.isEmpty, !Task.isCancelled else { continue }
            try? await services.store.addUsage(samples)
            services.publish(Hint(kind: .usage))
        }
    }

    private func measureAll() async -> [(sample: UsageSample, fence: Fence)] {
        guard isReachable else { return [] }
        var rest = drivers.all[...]
        return await withTaskGroup(of: (sample: UsageSample, fence: Fence)?.self) { group in
            func askNext() {
                guard let driver = rest.popFirst() else { return }
                group.addTask { await driver.measure().map { ($0, driver.fence) } }
            }
            for _ in 0..<Self.questionsAtOnce { askNext() }
            var samples: [(sample: UsageSample, fence: Fence)] = []
            while let sample = await group.next() {
                if let sample { samples.append(sample) }
                askNext()
            }
            return samples
        }
    }
}
