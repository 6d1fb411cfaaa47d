import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Routing on the screen")
struct RoutingViewTests {
    private func typed(_ text: String, in state: inout ConsoleState) {
        for scalar in text.unicodeScalars { _ = state.apply(.key(.character(scalar))) }
    }

    @Test("ROUTE-09 BASE-06 the detail says why no other host has the job, and which GPUs it got")
    func detail() throws {
        var state = Samples.watching(columns: 120, rows: 50)
        var job = try #require(state.jobs.selectedJob)
        job.spec.limits.gpus = "2"
        job.spec.limits.counters = ["license": 1]
        _ = state.apply(.jobLoaded(job))
        var detail = Samples.detail
        detail.attempts[0].reservation = Reservation(gpus: ["0", "3"], counters: ["license": 1])
        detail.rejected = (1...9).map { RejectedHost(host: "gpu-\($0)", reason: "all 4 slots are taken") }
        detail.rejected[1].reason = "2 GPUs asked for, \u{1B}[31m1 of 4 free"
        typed("4++", in: &state)
        _ = state.apply(.detailLoaded(detail, for: JobDetailRequest(job: job.number, tab: .overview)))
        let text = state.frame().text
        #expect(text.contains("WHY NO OTHER HOST") && text.contains("gpu-1: all 4 slots are taken"))
        #expect(text.contains("and 3 more: berth show \(job.number)"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("0, 3") && text.contains("license=1"))
    }

    @Test("BASE-09 BASE-11 the host's page shows what is taken, its GPUs, and how it did")
    func host() throws {
        var state = Samples.watching(columns: 120, rows: 50)
        var row = Samples.hosts[0]
        row.host.gpus = ["0", "1"]
        row.host.counters = ["license": 3]
        row.load = HostLoad(
            attempts: 3, memory: .bytes(6 << 30), cpus: 3, gpus: ["1"], counters: ["license": 1])
        var metrics = HostMetrics(since: Samples.now.addingTimeInterval(-90), at: Samples.now)
        metrics.launches = 12
        metrics.errors = ["timeout": 2]
        var times = DurationSketch()
        times.add(0.25)
        metrics.operations = ["create": HostMetrics.Operation(times)]
        row.metrics = metrics
        _ = state.apply(.hostsLoaded([row]))
        typed("2i", in: &state)
        let text = state.frame().text
        for part in [
            "3 of 10  30 %", "6 GB of 16 GB  37.5 %", "3 of 8  37.5 %", "1 of 2  50 %", "free GPUs", "1 of 3  33.3 %",
            "HOW IT DID (the last 1 m 30 s)", "2 timeout", "250 ms",
        ] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
    }
}
