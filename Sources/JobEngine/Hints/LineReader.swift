import Glibc

/// Cuts what arrives on a descriptor into lines. Used from one dispatch queue only, which is what makes it safe to send.
final class LineReader: @unchecked Sendable {
    private let descriptor: Int32
    private var pending: [UInt8] = []
    /// A peer that sends a longer line is not one of ours.
    private static let maxLineLength = 64 << 10

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads what is there and hands over each complete line without its newline.
    ///
    /// - Returns: whether the connection is still open.
    func read(_ onLine: (ArraySlice<UInt8>) -> Void) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            guard count > 0 else { return false }
            pending.append(contentsOf: buffer[..<count])
            var start = pending.startIndex
            while let end = pending[start...].firstIndex(of: 0x0A) {
                onLine(pending[start..<end])
                start = end + 1
            }
            pending.removeSubrange(..<start)
            guard pending.count <= Self.maxLineLength else { return false }
        }
    }
}
