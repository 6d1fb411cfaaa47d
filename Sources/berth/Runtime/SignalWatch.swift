import Dispatch
import Glibc

/// Signals that come as calls instead of doing what they do by themselves, for as long as this is kept.
///
/// Dispatch sources may be used from every thread; their Swift types do not say so on Linux.
final class SignalWatch: @unchecked Sendable {
    private let sources: [any DispatchSourceSignal]

    /// Watches.
    ///
    /// - Parameter act: gets the signal's number, on a queue of the system.
    init(_ numbers: [Int32], act: @escaping @Sendable (Int32) -> Void) {
        sources = numbers.map { number in
            // What is ignored by itself needs no saying, and must be left to those who else wait for it.
            if number != SIGWINCH { signal(number, SIG_IGN) }
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { act(number) }
            source.activate()
            return source
        }
    }

    deinit {
        cancel()
    }

    /// Ends the calls; what the signals do afterwards is the caller's to say.
    func cancel() {
        for source in sources { source.cancel() }
    }
}
