import ConsoleUI
import JobCore

extension Samples {
    /// Containers of two hosts, ours and others, and a host that does not answer.
    static let containers = ContainerList(
        rows: [
            container("local", "web", "nginx:1.27", "/docker-entrypoint.sh nginx -g 'daemon off;'", "Up 3 hours"),
            container("local", "data-データ\u{1B}[2J", "postgres:16", "docker-entrypoint.sh postgres", "Up 2 days"),
            container("local", "berth-1046-1", "app:2", "train", "Up 2 hours", job: 1046),
            container("gpu-1", "old", "busybox", "true", "Exited (0) 4 days ago"),
        ], waitingFor: ["slow"], failures: ["far": "Could not list the containers: nobody listens on its socket."])

    private static func container(
        _ host: String, _ name: String, _ image: String, _ command: String, _ status: String, job: Int64? = nil
    ) -> ContainerRow {
        ContainerRow(
            host: host,
            container: ContainerListing(
                id: ExecutionID("id-\(name)"), name: name, image: image, command: command,
                state: status.hasPrefix("Up") ? .running(isPaused: false) : .exited(code: 0, wasOutOfMemory: false),
                status: status, attempt: job.map { AttemptID(job: JobNumber($0), number: 1) }),
            isOurs: job != nil)
    }

    static func containerDetail(_ tab: ContainerTab) -> ContainerDetail {
        switch tab {
        case .log:
            .log(
                (0..<60).map {
                    let text = $0 == 59 ? "evil \u{1B}[2J end\n" : "line \($0)\n"
                    return ContainerLine(stream: $0 == 59 ? .stderr : .stdout, bytes: Array(text.utf8)[...])
                })
        case .inspect: .inspect(["{", "  \"Id\" : \"abc\"", "}"])
        case .usage:
            .usage([
                UsageSample(
                    at: now, memory: .megabytes(12), memoryLimit: .megabytes(64), cpuSeconds: 3, cpuPercent: 25,
                    source: .engine)
            ])
        }
    }

    /// The job list with foreign containers below it, the first of them selected.
    static func foreignRows(columns: Int, rows: Int, jobs: [Job] = fleet) -> ConsoleState {
        var state = state(columns: columns, rows: rows, jobs: jobs)
        if !jobs.isEmpty { _ = state.apply(.key(.character("A"))) }
        state.answerContainers()
        for _ in jobs { _ = state.apply(.key(.down)) }
        state.answerContainer()
        return state
    }

    /// An open list with everything read: the foreign containers, or those of a host.
    static func containerList(columns: Int, rows: Int, host: Bool = false) -> ConsoleState {
        guard host else {
            var state = foreignRows(columns: columns, rows: rows)
            _ = state.apply(.key(.enter))
            state.answerContainer()
            return state
        }
        var state = watching(columns: columns, rows: rows)
        _ = state.apply(.hostsLoaded(hosts))
        _ = state.apply(.key(.character("2")))
        _ = state.apply(.key(.enter))
        state.answerContainers()
        state.answerContainer()
        return state
    }

    static var containerLists: [ConsoleState] {
        var list = containerList(columns: 100, rows: 30)
        _ = list.apply(.key(.down))
        list.answerContainer()
        var above = list
        for _ in 0..<3 { _ = above.apply(.key(.pageUp)) }
        return [containerList(columns: 100, rows: 30), list, above]
    }
}

extension ConsoleState {
    /// Asks the hosts, where that is wanted.
    mutating func answerContainers() {
        for case .containers in visible.requests { _ = apply(.containersLoaded(Samples.containers)) }
    }

    /// Reads the tab that is shown.
    mutating func answerContainer() {
        for case .container(let request) in visible.requests {
            _ = apply(.containerLoaded(Samples.containerDetail(request.tab), for: request))
        }
    }
}
