import JobCore

/// How much of something a host has is taken, as JSON shows it.
struct UtilisationRecord: Encodable {
    var name: String
    var used: Double
    var total: Double?
    /// 0 to 100.
    var percent: Double?

    init(_ utilisation: Utilisation) {
        name = utilisation.name
        used = utilisation.used
        total = utilisation.total
        percent = utilisation.share.map { ($0 * 1000).rounded() / 10 }
    }
}
