/// The choice among the hosts that fit: what is preferred narrows them down, then the strategy takes one. Keeps the words.
struct HostChoice {
    private let candidates: [Placement.Candidate]
    private var pool: [Int]
    private var honoured: [HostTrait] = []
    private var missed: [HostTrait] = []
    private var steps: [String] = []
    /// The hosts that fit and were not taken.
    private(set) var rejected: [Placement.Rejection] = []

    init(fitting: [Int], among candidates: [Placement.Candidate]) {
        pool = fitting
        self.candidates = candidates
    }

    /// Why it was that one, once one was chosen.
    var reason: String { steps.joined(separator: "; ") }

    /// Keeps those with each of the traits, where there are any; for a kind that has none, its fallback's next (ROUTE-09).
    mutating func prefer(_ traits: [HostTrait], fallback: [HostKind: [HostKind]]) {
        guard !traits.isEmpty else { return }
        for trait in traits {
            if keep(trait) {
                honoured.append(trait)
            } else {
                missed.append(trait)
                fallBack(from: trait, fallback)
            }
        }
        if !honoured.isEmpty { steps.insert("as preferred: \(Self.list(honoured))", at: 0) }
        if !missed.isEmpty { steps.insert("no host that fits has the preferred \(Self.list(missed))", at: 0) }
    }

    private mutating func fallBack(from trait: HostTrait, _ fallback: [HostKind: [HostKind]]) {
        guard trait.key == "executor", let kind = HostKind(rawValue: trait.value) else { return }
        for next in fallback[kind] ?? [] where keep(HostTrait("executor", next.rawValue)) {
            steps.append("\(next) is next after \(kind)")
            return
        }
    }

    /// Answers whether any host has it; then the others are out.
    private mutating func keep(_ trait: HostTrait) -> Bool {
        let matching = pool.filter { trait.isMet(by: candidates[$0].host) }
        guard !matching.isEmpty else { return false }
        if matching.count < pool.count {
            for index in pool where !trait.isMet(by: candidates[index].host) {
                rejected.append(Placement.Rejection(host: candidates[index].host.name, obstacle: .lessPreferred(trait)))
            }
            pool = matching
        }
        return true
    }

    /// Takes one.
    mutating func choose(by strategy: RoutingStrategy, draw: (Int) -> Int) -> Int {
        guard pool.count > 1 else {
            if honoured.isEmpty, rejected.isEmpty { steps.append("the only host that fits") }
            return pool[0]
        }
        let all = pool
        switch strategy {
        case .weighted: steps.append("drawn by weight among \(all.count) hosts that fit")
        case .leastLoaded:
            let scarcities = all.map { candidates[$0].ledger.scarcity }
            let least = scarcities.min() ?? 0
            pool = zip(all, scarcities).filter { $0.1 == least }.map(\.0)
            steps.append("the least loaded of \(all.count) hosts that fit")
        }
        let chosen = pool.count == 1 ? pool[0] : drawn(draw)
        for index in all where index != chosen {
            rejected.append(Placement.Rejection(host: candidates[index].host.name, obstacle: .notChosen))
        }
        return chosen
    }

    private func drawn(_ draw: (Int) -> Int) -> Int {
        var ticket = draw(max(1, pool.reduce(0) { $0 + candidates[$1].host.weight }))
        for index in pool {
            ticket -= candidates[index].host.weight
            if ticket < 0 { return index }
        }
        return pool[pool.count - 1]
    }

    private static func list(_ traits: [HostTrait]) -> String { traits.map(\.description).joined(separator: ", ") }
}
