import JobCore
import JobEngine

/// The jobs of the demo: both streams, a failure, a long one with progress, some that wait for their turn.
struct DemoJobs {
    let hasEngine: Bool

    /// The image that set-up makes from Debian's busybox, without a registry.
    static let image = "berth/busybox"

    func submit(to manager: JobManager) async throws {
        for draft in (hasEngine ? real : []) + simulated { _ = try await manager.jobs.submit(draft) }
    }

    private var real: [JobDraft] {
        [
            job("hello", "echo 'this goes to stdout'; echo 'this goes to stderr' >&2"),
            job("fails", "echo 'looking for the input …'; sleep 1; echo 'not found' >&2; exit 3"),
            job(
                "long", "for i in $(seq 1 20); do echo \"step $i of 20\"; sleep 1; done", priority: 60),
            job("countdown", "for i in 5 4 3 2 1; do echo $i; sleep 1; done; echo done"),
            job("waits-for-a-slot", "sleep 3; echo 'my turn came'"),
            job("last", "date; echo 'nothing is left behind'", priority: 10),
        ]
    }

    private var simulated: [JobDraft] {
        (1...5).map { number in
            var draft = JobDraft(
                name: "simulated-\(number)",
                spec: JobSpec(image: "example/report:1", command: ["report", "--part", "\(number)"]))
            draft.routing.host = "mock"
            return draft
        }
    }

    private func job(_ name: String, _ script: String, priority: Int = 50) -> JobDraft {
        var spec = JobSpec(image: Self.image, command: ["sh", "-c", script])
        spec.pullPolicy = .never
        spec.stopGrace = .seconds(1)
        var draft = JobDraft(name: name, spec: spec, priority: priority)
        draft.routing.host = "local"
        return draft
    }
}
