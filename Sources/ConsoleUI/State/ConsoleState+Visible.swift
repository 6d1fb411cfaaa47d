public import Foundation
import JobCore

extension ConsoleState {
    /// What is on the screen and has to be kept fresh. A pane that is not shown is not read.
    public var visible: Visible {
        let layout = layout
        var requests: [ReadRequest] = [.summary]
        if layout.kind == .tooSmall { return Visible(requests: requests) }
        if !layout[.jobs].isEmpty || jobs.page == nil {
            requests.append(.jobs(jobs.request))
            if !liveAttempts.isEmpty { requests.append(.usage(liveAttempts)) }
        } else if let job = jobs.selection {
            requests.append(.job(job))
        } else if jobs.selectedArray != nil {
            requests.append(.jobs(jobs.request))
        }
        if !layout[.logs].isEmpty, let request = log.request(visibleRows: visibleLogRows) {
            requests.append(.log(request))
        }
        // Which hosts are in production has to be known before anything is ended there.
        if !layout[.hosts].isEmpty || isLaunching || hosts.rows == nil { requests.append(.hosts) }
        if !layout[.detail].isEmpty, let request = detail.request { requests.append(.detail(request)) }
        if !layout[.events].isEmpty { requests.append(.events(events.request)) }
        requests += containerRequests + queueRequests
        if !watched.isEmpty { requests.append(.watched(watched.sorted())) }
        return Visible(requests: requests)
    }

    /// Whether something on the screen grows older by the second.
    public var showsAge: Bool {
        let rows = jobs.jobs.dropFirst(jobs.top).prefix(visibleJobRows)
        if visibleJobRows > 0, rows.contains(where: { showsSeconds($0, as: jobs.array(at: $0)?.status ?? $0.status) }) {
            return true
        }
        let layout = layout
        if !layout[.detail].isEmpty, let job = jobs.selectedJob, showsSeconds(job, as: job.status) { return true }
        return !layout[.hosts].isEmpty && hosts.showsAge
    }

    /// Seconds from one look at the clock to the next while nothing else happens. Ages move by the second; once nobody has
    /// pressed a key for a minute, by five seconds: a console that is left open all day is to cost nothing. The clock moves by the minute.
    public func clockPeriod(untouchedFor pause: Duration) -> TimeInterval {
        guard showsAge else { return 60 }
        return pause < .seconds(60) ? 1 : 5
    }

    /// Whether the time of a job is told with its seconds: from an hour on it is not, but for what is counted down.
    private func showsSeconds(_ job: Job, as status: JobStatus) -> Bool {
        switch status {
        case .completed, .failed, .cancelled, .timeout: false
        case .pending, .retrying: true
        case .queued, .launching, .running:
            job.unknownSince != nil || now.timeIntervalSince(job.startedAt ?? job.createdAt) < 3600
        }
    }

    /// The attempts under way on the screen, whose use is shown in the list.
    private var liveAttempts: [AttemptID] {
        jobs.jobs.dropFirst(jobs.top).prefix(visibleJobRows).compactMap {
            $0.status == .running && jobs.array(at: $0) == nil ? $0.latestAttempt : nil
        }
    }

    /// Whether a launch form is open: it completes names of hosts.
    private var isLaunching: Bool {
        if case .launch? = overlay { true } else { false }
    }

    var layout: Layout { Layout(size: size, focus: panes) }
    var visibleJobRows: Int { layout.rows(of: .jobs) }
    var visibleLogRows: Int { layout.rows(of: .logs) }
}
