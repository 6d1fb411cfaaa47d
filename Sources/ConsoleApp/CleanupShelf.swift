import ConsoleUI
import JobEngine
import Synchronization

/// Keeps the plan of the clean-up that was shown last: exactly what was shown is what is done.
final class CleanupShelf: Sendable {
    private let shown = Mutex<(choice: CleanupChoice, plan: Cleanup.Plan)?>(nil)

    func put(_ plan: Cleanup.Plan, for choice: CleanupChoice) {
        shown.withLock { $0 = (choice, plan) }
    }

    /// Takes the plan off; `nil` when another one was shown last.
    func take(_ choice: CleanupChoice) -> Cleanup.Plan? {
        shown.withLock { shown in
            guard let found = shown, found.choice == choice else { return nil }
            shown = nil
            return found.plan
        }
    }
}
