import GRDB
import JobCore

/// Finds circles among what jobs come after (QUEUE-10).
struct DependencyPath {
    let db: Database

    /// By which jobs `start` waits for `goal`, both named last and first; `nil` when it does not.
    func path(from start: JobNumber, to goal: Job) throws -> [JobNumber]? {
        var came: [JobNumber: JobNumber?] = [start: nil]
        var waiting = [start]
        while let number = waiting.popLast() {
            // To come after the own array is a circle as well.
            if number == goal.number || number == goal.array?.array { return way(to: number, came) }
            for next in try predecessors(of: number) where came[next] == nil {
                came[next] = number
                waiting.append(next)
            }
        }
        return nil
    }

    private func way(to number: JobNumber, _ came: [JobNumber: JobNumber?]) -> [JobNumber] {
        var path = [number]
        while let last = path.last, let previous = came[last] ?? nil { path.append(previous) }
        return path.reversed()
    }

    /// Of an array, what any of its jobs waits for.
    private func predecessors(of number: JobNumber) throws -> [JobNumber] {
        let array = try ArrayReading(db: db).array(number)
        let range = array?.numbers ?? number.rawValue...number.rawValue
        return try db.rows(
            "SELECT DISTINCT predecessor FROM job_dependency WHERE job BETWEEN ? AND ? AND is_open = 1",
            [range.lowerBound, range.upperBound]
        ).map { JobNumber($0[0]) }
    }
}
