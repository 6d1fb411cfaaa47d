/// Why a host does not take a job (ROUTE-09).
public enum Obstacle: Hashable, Sendable {
    /// It does not have what the job asks for, or a rule, which is named then.
    case lacks(HostTrait, rule: String?)
    /// It takes no jobs.
    case inactive
    /// Nothing is known of it that is young enough.
    case notHeardOf
    /// Its engine cannot be used, a sentence.
    case unusable(String)
    /// So many slots are all taken.
    case slots(Int)
    /// Too little memory.
    case memory(wanted: ByteCount, free: ByteCount, total: ByteCount)
    /// Too few cores.
    case cores(wanted: Double, free: Double, total: Int)
    /// Too few GPUs, or not those; without a total the host's settings do not name them.
    case gpus(wanted: GPURequest, free: Int, total: Int?)
    /// A GPU that the host has not.
    case noSuchGPU(String)
    /// Too few of what it counts.
    case counter(String, wanted: Int, free: Int, total: Int)
    /// Its executor can never run this, a sentence.
    case refused(String)
    /// It would take the job, but others have what the job prefers.
    case lessPreferred(HostTrait)
    /// It would take the job, but another one was chosen.
    case notChosen

    /// Whether it stays as it is whatever other jobs and engines do: only a change of job or host takes it away.
    public var isLasting: Bool {
        switch self {
        case .lacks, .noSuchGPU, .refused: true
        case .memory(let wanted, _, let total): wanted > total
        case .cores(let wanted, _, let total): wanted > Double(total)
        case .counter(_, let wanted, _, let total): wanted > total
        case .gpus(.count(let wanted), _, let total?): wanted > total
        case .gpus(.all, _, 0?): true
        case .inactive, .notHeardOf, .unusable, .slots, .gpus, .lessPreferred, .notChosen: false
        }
    }

    /// Whether the host would have taken the job.
    public var isMereChoice: Bool {
        switch self {
        case .lessPreferred, .notChosen: true
        default: false
        }
    }
}

extension Obstacle: CustomStringConvertible {
    /// Why, in words that follow the host's name and a colon.
    public var description: String {
        switch self {
        case .lacks(let trait, let rule): "\(rule.map { "rule '\($0)'" } ?? "the job") asks for \(trait.words)"
        case .inactive: "inactive"
        case .notHeardOf: "not heard of lately"
        case .unusable(let sentence), .refused(let sentence): sentence
        case .slots(1): "its only slot is taken"
        case .slots(let slots): "all \(slots) slots are taken"
        case .memory(let wanted, let free, let total): "\(wanted) of memory asked for, \(free) of \(total) free"
        case .cores(let wanted, let free, let total):
            "\(wanted) cores asked for, \((free * 100).rounded() / 100) of \(total) free"
        case .gpus(let wanted, let free, let total?):
            "\(Self.words(wanted)) asked for, \(free) of \(total) free"
        case .gpus(let wanted, _, nil):
            "\(Self.words(wanted)) asked for, and its GPUs, which its settings do not name, are in use"
        case .noSuchGPU(let device): "it has no GPU '\(device)'"
        case .counter(let name, let wanted, let free, let total):
            total == 0 ? "it has no '\(name)'" : "\(wanted) of '\(name)' asked for, \(free) of \(total) free"
        case .lessPreferred(let trait): "fits, but has not the preferred \(trait)"
        case .notChosen: "fits as well"
        }
    }

    private static func words(_ request: GPURequest) -> String {
        switch request {
        case .all: "all GPUs"
        case .count(1): "1 GPU"
        case .count(let count): "\(count) GPUs"
        case .devices(let names): "GPU \(names.joined(separator: ", "))"
        }
    }
}
