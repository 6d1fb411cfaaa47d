import JobCore

extension ConsoleState {
    /// The commands of the journal; `nil` for others.
    mutating func performEvents(_ command: KeyCommand) -> [ConsoleEffect]? {
        guard command == .openEvent else { return nil }
        guard let job = events.selected?.job else {
            say("This line is about no job.")
            return []
        }
        jobs.select(job)
        panes.show(.detail)
        return []
    }
}
