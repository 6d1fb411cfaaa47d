/// What did not become true in time.
struct TimedOut: Error, CustomStringConvertible {
    let description: String
}

/// Probes until there is an answer; the wait is bounded, and long enough for a busy machine.
///
/// - Parameters:
///   - what: what is waited for, for the failure's sentence.
///   - limit: how long.
///   - probe: `nil` means not yet.
@discardableResult
func eventually<Answer>(
    _ what: String, within limit: Duration = .seconds(60), every pause: Duration = .milliseconds(25),
    _ probe: () async throws -> Answer?
) async throws -> Answer {
    let end = ContinuousClock.now.advanced(by: limit)
    while true {
        if let answer = try await probe() { return answer }
        guard ContinuousClock.now < end else { throw TimedOut(description: "Not within \(limit): \(what).") }
        try await Task.sleep(for: pause)
    }
}

/// Waits until something holds.
func eventually(
    _ what: String, within limit: Duration = .seconds(60), every pause: Duration = .milliseconds(25),
    _ probe: () async throws -> Bool
) async throws {
    try await eventually(what, within: limit, every: pause) { () async throws -> Void? in
        try await probe() ? () : nil
    }
}
