import JobCore

extension ConsoleState {
    /// The commands about being told, and about the mouse; `nil` for others.
    mutating func performNotices(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .notifyAtEnd:
            guard let job = jobs.selectedJob else {
                say("There is no job to watch.")
                break
            }
            if job.status.isTerminal {
                say("Job \(job.number) has ended (\(job.status)).")
            } else if watched.remove(job.number) != nil {
                say("The end of job \(job.number) is not told any more.")
            } else {
                watched.insert(job.number)
                say("You will be told when job \(job.number) ends, as long as this console is open.")
            }
        case .releaseMouse:
            isMouseReleased.toggle()
            say(isMouseReleased ? "The mouse selects text; m takes it back." : "The mouse is the console's.")
            return [.captureMouse(!isMouseReleased)]
        default: return nil
        }
        return []
    }

    /// Tells of the watched jobs that have ended. One that was deleted is not watched any more.
    mutating func tellEnds(of jobs: [Job]) -> [ConsoleEffect] {
        let ended = jobs.filter { watched.contains($0.number) && $0.status.isTerminal }
        watched.formIntersection(jobs.map(\.number))
        watched.subtract(ended.map(\.number))
        let notices = ended.map { JobNotice($0) }
        for notice in notices { say(notice.text, isError: notice.status != .completed) }
        return notices.map { .notify($0) }
    }
}
