import JobCore

/// What a clean-up would remove, before it does.
public struct CleanupOverlay: Equatable, Sendable, OverlayContent {
    private(set) var choice: CleanupChoice
    /// What would go; `nil` while the hosts are asked.
    private(set) var preview: CleanupPreview?
    /// Why it could not be found out.
    private(set) var refusal: String?
    /// The question whose answer is waited for.
    private var generation: Int

    init(_ choice: CleanupChoice, generation: Int) {
        self.choice = choice
        self.generation = generation
    }

    var overlay: Overlay { .cleanup(self) }
    var scopes: [KeyScope] { [.cleanup, .always] }

    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool {
        command != .yes || preview?.isEmpty == false
    }

    mutating func receive(_ reply: ConsoleReply, generation: Int) {
        guard generation == self.generation else { return }
        switch reply {
        case .cleanupPlanned(let preview): self.preview = preview
        case .refused(let sentence): refusal = sentence
        default: break
        }
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .no: return .closes
        case .cleanupAge:
            let ages = CleanupChoice.ages
            let index = ages.firstIndex(of: choice.olderThan) ?? 0
            choice.olderThan = ages[(index + 1) % ages.count]
            return asking()
        case .cleanupLogs:
            choice.removesLogs.toggle()
            return asking()
        case .cleanupHistory:
            choice.removesHistory.toggle()
            return asking()
        case .yes:
            guard let preview, !preview.isEmpty else { return .stays }
            let what = CleanupWords(choice: choice, preview: preview)
            let production = state.hosts.production.filter { preview.containers[$0, default: 0] > 0 }
            let isLarge = choice.removesHistory && preview.jobs > 10
            guard isLarge || !production.isEmpty else {
                return .closes { [choice] state in [state.ask(.cleanUp(choice))] }
            }
            return .closes { [choice] state in
                state.overlays.append(
                    .confirm(
                        ConfirmOverlay(
                            title: "Clean up",
                            question: isLarge ? "Delete \(preview.jobs) jobs for ever?" : "Remove what is left?",
                            consequences: what.lines + ConfirmOverlay.warning(production), yes: "Yes",
                            request: .cleanUp(choice), wantedText: production.first ?? String(preview.jobs))))
                return []
            }
        default: return .stays
        }
    }

    /// Asks anew for what would go now.
    private mutating func asking() -> OverlayOutcome {
        preview = nil
        refusal = nil
        return .stays { [choice] state in
            let effect = state.ask(.planCleanup(choice))
            state.overlays.removeLast()
            state.overlays.append(.cleanup(CleanupOverlay(choice, generation: state.generation)))
            return [effect]
        }
    }
}
