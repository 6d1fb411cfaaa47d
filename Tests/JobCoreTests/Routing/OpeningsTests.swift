import Foundation
import JobCore
import Testing

@Suite("What hosts could take")
struct OpeningsTests {
    private func subject(_ change: (inout JobSpec) -> Void = { _ in }) -> RoutingSubject {
        var spec = JobSpec(image: "i")
        change(&spec)
        return RoutingSubject(JobDraft(spec: spec))
    }

    @Test("QUEUE-01 F79 a free host whose engine is known to have no GPUs is no opening for a job that wants one")
    func capabilities() {
        func openings(_ capabilities: Set<Capability>?) -> Openings {
            var host = JobHost(name: "plain", kind: .docker, endpoint: "unix:///run/docker.sock")
            host.condition = HostCondition(state: .ok, checkedAt: Date(), capabilities: capabilities)
            let candidate = Placement.Candidate(host: host, load: HostLoad())
            return Openings([candidate], policy: RouterPolicy(), now: Date())
        }
        let training = subject { $0.limits.gpus = "1" }
        #expect(!openings([.resourceLimits]).mayTake(training))
        #expect(openings([.resourceLimits]).mayTake(subject()))
        #expect(openings([.gpu]).mayTake(training))
        // What nobody has asked yet refuses nothing.
        #expect(openings(nil).mayTake(training))
    }
}
