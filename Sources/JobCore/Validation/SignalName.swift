/// A signal of Linux by name or number, as `--stop-signal` takes it.
public struct SignalName: Hashable, Sendable {
    /// 1 to 64.
    public let number: Int

    /// Reads `SIGTERM`, `TERM`, `term`, `15` or `RTMIN+3`; `nil` for anything else.
    public init?(parsing text: String) {
        if let number = Int(text) {
            guard (1...64).contains(number) else { return nil }
            self.number = number
            return
        }
        var name = text.uppercased()
        if name.hasPrefix("SIG") { name.removeFirst(3) }
        if let index = Self.names.firstIndex(of: name) {
            number = index + 1
        } else if name.hasPrefix("RTMIN"), let offset = Self.offset(name.dropFirst(5)), (0...30).contains(offset) {
            number = 34 + offset
        } else if name.hasPrefix("RTMAX"), let offset = Self.offset(name.dropFirst(5)), (-30...0).contains(offset) {
            number = 64 + offset
        } else {
            return nil
        }
    }

    /// The usual name (`SIGTERM`), or `SIGRTMIN+3`.
    public var name: String {
        switch number {
        case 1...Self.names.count: "SIG" + Self.names[number - 1]
        case 34...: number == 34 ? "SIGRTMIN" : "SIGRTMIN+\(number - 34)"
        default: "signal \(number)"
        }
    }

    /// Names a number from 1 to 64; `nil` for any other.
    public init?(number: Int) {
        guard (1...64).contains(number) else { return nil }
        self.number = number
    }

    private static func offset(_ text: Substring) -> Int? {
        text.isEmpty ? 0 : (text.hasPrefix("+") || text.hasPrefix("-") ? Int(text) : nil)
    }

    /// By number from 1, as `signal(7)` lists them for x86 and ARM.
    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH",
        "IO",
        "PWR", "SYS",
    ]
}
