import Foundation
import JobCore
import JobEngine

/// The jobs of the demo: one of each kind that a console has to tell of.
struct DemoJobs {
    /// Whether a real engine runs some of them.
    let hasEngine: Bool
    /// Whether somebody watches: then some go on for long, one is held, and new ones keep coming.
    let isTour: Bool

    /// The image that set-up makes from Debian's busybox, without a registry.
    static let image = "berth/busybox"

    /// What there is at the beginning, in the order of submission.
    var first: [JobDraft] { (hasEngine ? real : []) + simulated }

    /// One of those that come later.
    func later(_ number: Int) -> JobDraft {
        let names = ["thumbnails", "invoices", "geocode", "re-index", "mail-digest", "パンの統計", "backup-café"]
        let name = "\(names[number % names.count])-\(number + 1)"
        guard hasEngine, number.isMultiple(of: 2) else { return simulated(name, on: "mock") }
        let script =
            "for i in $(seq \(5 + number % 9)); do echo \"part $i\"; sleep 1; done; exit $(( \(number) % 5 / 4 ))"
        return job(name, script, priority: 40)
    }

    /// An array in a group of its own, of which one runs at a time.
    var frames: ArrayDraft {
        let members = (0..<24).map { index in
            var draft = simulated("frame-\(index)", on: "mock")
            draft.group = Self.group
            draft.priority = 30
            return draft
        }
        return ArrayDraft(name: "frame-{index}", members: members)
    }

    /// The group of `frames`.
    static let group = "render"

    /// A job that comes again and again.
    func recurring(_ now: Date) -> Schedule {
        Schedule(
            name: "sync", rule: .every(.seconds(120)), zone: .current, keep: 5, draft: simulated("sync", on: "mock"),
            createdAt: now)
    }

    private var real: [JobDraft] {
        let quick = [
            job("hello", "echo 'this goes to stdout'; echo 'this goes to stderr' >&2"),
            job("fails", "echo 'looking for the input'; sleep 1; echo 'input/2026.csv: not found' >&2; exit 3"),
            job("typo", "pyhton3 report.py"),
            job("hungry", Self.hungry) {
                $0.spec.limits.memory = .megabytes(16)
            },
            job("too-slow", "echo 'this may take a while'; sleep 60") { $0.timeout = .seconds(3) },
            job("flaky", "echo 'the network is down' >&2; exit 7") {
                $0.retryPolicy = RetryPolicy(
                    maxAttempts: isTour ? 5 : 2, baseDelay: .seconds(isTour ? 20 : 1), maxDelay: .seconds(60),
                    retriedExitCodes: [7])
            },
            job("データ処理", "echo 'ダウンロード中 😀'; sleep 2; echo '完了 ✓'"),
            job("unit-tests", Self.colours),
            job("download", Self.progressBar),
            job("import-rows", "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo \"row $i imported\"; done; sleep 2"),
            job("countdown", "for i in 5 4 3 2 1; do echo $i; sleep 1; done; echo done"),
            job("last", "date; echo 'nothing is left behind'", priority: 10),
        ]
        guard isTour else { return quick }
        return [
            job("train-model", Self.training, priority: 60) { $0.spec.limits.memory = .megabytes(256) },
            job("web-crawler", "i=0; while :; do i=$((i+1)); echo \"GET /page/$i 200\"; sleep 0.2; done"),
        ] + quick + [
            job("deploy", "echo 'to production'") { $0.isHeld = true },
            job("nightly-report", "echo 'good night'") { $0.notBefore = Date().addingTimeInterval(3600) },
        ]
    }

    private static let hungry = #"""
        echo 'reading everything at once'; echo 'warning: 200 MB to go' >&2
        x=$(head -c 200m /dev/zero | tr '\0' x); echo "${#x} bytes"
        """#

    private static let colours = #"""
        for t in parser store router queue; do
            sleep 1
            printf '\033[32mPASS\033[0m %s \033[2m(12 ms)\033[0m\n' $t
        done
        printf '\033[1;31mFAIL\033[0m console: expected \033[33m80\033[0m columns, got \033[33m79\033[0m\n' >&2
        exit 1
        """#

    private static let progressBar = #"""
        i=0
        while [ $i -lt 100 ]; do
            i=$((i+4))
            printf '\r%3d %% of data.tar' $i
            sleep 0.3
        done
        echo
        """#

    private static let training = #"""
        i=0
        while [ $i -lt 600 ]; do
            i=$((i+1))
            echo "epoch $i of 600, loss 0.$((900 - i))"
            if [ $((i % 7)) = 0 ]; then echo 'warning: learning rate is high' >&2; fi
            head -c 20m /dev/zero | md5sum >/dev/null
            sleep 1
        done
        """#

    private var simulated: [JobDraft] {
        ["report-north", "report-east", "report-south", "report-west-🚀", "レポート"].map { simulated($0, on: "mock") }
            + (isTour ? ["stream-a", "stream-b"].map { simulated($0, on: "far-away") } : [])
    }

    private func simulated(_ name: String, on host: String) -> JobDraft {
        var draft = JobDraft(name: name, spec: JobSpec(image: "example/report:1", command: ["report", name]))
        draft.routing.host = host
        draft.retryPolicy = RetryPolicy(
            maxAttempts: 2, baseDelay: .seconds(5), maxDelay: .seconds(10), retriedExitCodes: [1])
        return draft
    }

    private func job(
        _ name: String, _ script: String, priority: Int = 50, _ change: (inout JobDraft) -> Void = { _ in }
    ) -> JobDraft {
        var spec = JobSpec(image: Self.image, command: ["sh", "-c", script])
        spec.pullPolicy = .never
        spec.stopGrace = .seconds(1)
        var draft = JobDraft(name: name, spec: spec, priority: priority)
        draft.routing.host = "local"
        change(&draft)
        return draft
    }
}
