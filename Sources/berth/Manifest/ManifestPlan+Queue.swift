import JobCore
import JobEngine

extension ManifestPlan {
    /// Groups come before the jobs that name them.
    mutating func addGroups(_ groups: [Manifest.Group], _ manager: JobManager) async throws {
        let known = Dictionary(uniqueKeysWithValues: try await manager.groups.list().map { ($0.name, $0) })
        for group in groups {
            let held = known[group.name].map {
                ManifestText.lines(parallel: $0.parallel, isPaused: $0.pausedAt != nil)
            }
            steps.append(
                Self.step(
                    "group", group.name, ManifestText.lines(parallel: group.parallel, isPaused: group.isPaused), held,
                    summary: group.parallel.map { "\($0) at once" } ?? "no limit"
                ) {
                    _ = try await manager.groups.set(group.name, parallel: group.parallel)
                    if group.isPaused {
                        _ = try await manager.groups.pause(group.name)
                    } else {
                        _ = try await manager.groups.resume(group.name)
                    }
                })
        }
    }

    mutating func add(_ schedule: Schedule, _ manager: JobManager) async throws {
        let held = try await manager.schedules.definition(of: schedule.name)
        steps.append(
            Self.step(
                "schedule", schedule.name, ManifestText.lines(schedule), held.map { ManifestText.lines($0) },
                secrets: Set(ManifestText.secrets(schedule).map(\.0)), summary: schedule.rule.words
            ) { _ = try await manager.schedules.add(schedule, isReplacing: true) })
    }
}
