import Foundation
import JobCore

extension DetailPage {
    /// What one wants to know first.
    var overview: [DetailLine] {
        var lines = [DetailLine(job.name, .strong)]
        lines.append(DetailLine("status", "\(job.status)  \(words.outcome)", role))
        lines.append(DetailLine("image", job.spec.image.description))
        if let host = job.host { lines.append(DetailLine("host", host)) }
        if let reason = job.routingReason { lines.append(DetailLine("why there", reason)) }
        if let reason = job.blockedReason, !job.status.isTerminal { lines.append(DetailLine("waits for", reason)) }
        if let error = job.lastError { lines.append(DetailLine("error", error, .bad)) }
        return lines
    }

    private var role: DetailLine.Role {
        switch job.status {
        case .completed: .good
        case .failed, .timeout: .bad
        case .retrying: .warning
        default: .text
        }
    }
}
