import Foundation
import JobCore

/// A job whose output, exit code and course are known by construction.
///
/// It writes when it starts and ends into a file of its own in a directory of the host, so that a second start of any
/// container, or two containers of one job at once, cannot go unnoticed.
struct TruthJob: Hashable, Sendable {
    /// Names its file among the records.
    var key: String
    /// How many lines it writes on each stream.
    var lines = 20
    /// How it ends.
    var code = 0
    /// A pause after so many lines; `nil` writes without pause.
    var pauseEvery: Int?
    /// Whether it waits for `FaultLab.openGate` before it ends.
    var waitsForGate = false
    /// Which gate that is.
    var gate = "gate"
    /// How many more lines it writes behind the gate.
    var linesBehindGate = 0

    /// Where the directory of the records is mounted.
    static let directory = "/truth"

    var expectedOutput: [UInt8] { text("o") }
    var expectedErrors: [UInt8] { text("e") }

    private func text(_ word: String) -> [UInt8] {
        Array((0..<lines + linesBehindGate).map { "\(word) \($0) of \(key)\n" }.joined().utf8)
    }

    /// Builtins only, so that a job costs little more than its container. Times are the machine's uptime: one clock for
    /// containers, engine and tests.
    private var script: String {
        let pause = pauseEvery.map { "[ $((i % \($0))) -ne 0 ] || sleep 0.05;" } ?? ""
        let wait = waitsForGate ? "while [ ! -e \(Self.directory)/\(gate) ]; do sleep 0.05; done" : ":"
        return """
            note() { read up rest </proc/uptime; echo "$1 $up" >>\(Self.directory)/\(key); }
            write() {
                while [ $i -lt $1 ]; do
                    echo "o $i of \(key)"; echo "e $i of \(key)" >&2; i=$((i+1)); \(pause)
                done
            }
            read name </etc/hostname
            note "start $name"
            i=0
            write \(lines)
            \(wait)
            write \(lines + linesBehindGate)
            note "end $name \(code)"
            exit \(code)
            """
    }

    /// The job as it is submitted.
    ///
    /// - Parameter directory: where the records are kept, on the host.
    func draft(records directory: String) -> JobDraft {
        var spec = JobSpec(image: "berth/busybox", command: ["sh", "-c", script])
        spec.mounts = [Mount(kind: .bind, source: directory, target: Self.directory)]
        spec.stopGrace = .seconds(1)
        spec.networks = [NetworkAttachment(name: "none")]
        return JobDraft(name: key, spec: spec)
    }
}
