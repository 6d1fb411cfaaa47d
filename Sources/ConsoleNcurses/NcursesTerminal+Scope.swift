extension NcursesTerminal {
    /// Takes the screen for the time of `body` and gives it back on every path.
    ///
    /// - Throws: `TerminalError` when there is no terminal that can show the console; what `body` throws.
    public static func withTerminal<Result: Sendable>(
        _ options: Options, _ body: (NcursesTerminal) async throws -> Result
    ) async throws -> Result {
        let terminal = try await open(options)
        do {
            let result = try await body(terminal)
            await terminal.close()
            return result
        } catch {
            await terminal.close()
            throw error
        }
    }
}
