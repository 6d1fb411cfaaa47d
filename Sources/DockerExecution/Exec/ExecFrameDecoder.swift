import JobCore
import JobEngine

/// Takes the output of a command without a terminal apart: the frames of the engine's log call, without timestamps.
struct ExecFrameDecoder {
    private var pending: [UInt8] = []

    /// The output in these bytes; what is not complete waits for the next ones.
    mutating func decode(_ bytes: [UInt8]) throws(EngineFailure) -> [ExecOutput] {
        pending += bytes
        var output: [ExecOutput] = []
        var start = 0
        while pending.count - start >= 8 {
            let header = pending[start..<start + 8]
            let length = header.suffix(4).reduce(0) { $0 << 8 | Int($1) }
            guard pending[start] <= 3, length <= LogFrameDecoder.maximumPayload else {
                throw .malformed("the output of the command is not framed")
            }
            guard pending.count - start - 8 >= length else { break }
            let payload = Array(pending[start + 8..<start + 8 + length])
            output.append(ExecOutput(stream: pending[start] == 2 ? .stderr : .stdout, bytes: payload))
            start += 8 + length
        }
        pending.removeFirst(start)
        return output
    }
}
