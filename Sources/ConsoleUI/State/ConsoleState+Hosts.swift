extension ConsoleState {
    /// The commands of the hosts; `nil` for others.
    mutating func performHosts(_ command: KeyCommand) -> [ConsoleEffect]? { nil }
}
