import CAllocations
import ConsoleUI
import JobCore
import Testing

@Suite("What a frame costs")
struct AllocationTests {
    /// How often memory was asked for, for one frame of a list with so many loaded jobs.
    private func allocations(jobs count: Int) -> Int {
        let jobs = (0..<count).map { index in
            Samples.job(Int64(9_000 - index), "job-\(index)", index % 2 == 0 ? .running : .completed)
        }
        var state = Samples.state(columns: 120, rows: 40, jobs: jobs)
        _ = state.apply(.hostsLoaded(Samples.hosts))
        for case .usage(let attempts) in state.visible.requests {
            _ = state.apply(.usageLoaded(Samples.usage(of: attempts)))
        }
        if let request = state.visible.log {
            _ = state.apply(.logLoaded(Samples.window(Samples.logTexts, total: 8), for: request))
        }
        // The first one fills what is made once.
        _ = state.frame()
        let before = berth_allocations()
        let frame = state.frame()
        let after = berth_allocations()
        #expect(frame.text.contains("job-0"))
        return Int(after - before)
    }

    @Test("a frame of a list of 1,000 jobs asks for memory as often as one that fills the screen, and within a bound")
    func bound() {
        let few = allocations(jobs: 40)
        let many = allocations(jobs: 1_000)
        #expect(few > 0 && many <= few + few / 10, "\(few) for 40 jobs, \(many) for 1,000")
        #expect(many <= Self.most, "\(many)")
    }

    /// Of a debug build, which asks more often than a release build.
    private static let most = 4_000
}
