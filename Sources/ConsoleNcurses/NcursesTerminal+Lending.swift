public import ConsoleUI

extension NcursesTerminal {
    /// Gives the screen to someone else for the time of `body`, and takes it again. A `resumed` event follows.
    public func lend<Result: Sendable>(
        _ modes: LentTerminal.Modes, to body: @escaping @Sendable (LentTerminal) async -> Result
    ) async -> Result {
        let (sizes, continuation) = AsyncStream.makeStream(of: Size.self, bufferingPolicy: .bufferingNewest(1))
        let size = screen.device.size.map { Size(columns: Int($0.columns), rows: Int($0.rows)) } ?? initialSize
        let lent = LentTerminal(descriptor: screen.device.descriptor, size: size, sizes: sizes)
        if isOpen { screen.giveAway(modes) }
        let task = Task.detached { await body(lent) }
        loan = TerminalLoan(modes: modes, sizes: continuation, cancel: { task.cancel() })
        if isOpen { watch() }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        // What came while it was lent was meant for who had it.
        screen.signals.drain().forEach(handle(signal:))
        loan = nil
        continuation.finish()
        if isOpen {
            takeAgain()
            watch()
        }
        return result
    }
}
