import ConsoleUI
import JobEngine
import Synchronization

/// Keeps the plans of the clean-ups that were shown: exactly what was shown is what is done. By choice, since the answer to
/// an earlier choice may come after that to the newest one.
final class CleanupShelf: Sendable {
    private let shown = Mutex<[CleanupChoice: Cleanup.Plan]>([:])

    func put(_ plan: Cleanup.Plan, for choice: CleanupChoice) {
        shown.withLock { $0[choice] = plan }
    }

    /// Takes the plan, and drops all others; `nil` when none was shown for this choice.
    func take(_ choice: CleanupChoice) -> Cleanup.Plan? {
        shown.withLock { shown in
            defer { shown.removeAll() }
            return shown[choice]
        }
    }
}
