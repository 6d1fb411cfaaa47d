import ArgumentParser
import ConsoleUI
import Foundation
import JobCore
import JobEngine

/// `berth config show`: what holds now, and from where.
struct ConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the settings that hold, and whether they come from the file.",
        discussion: """
            EXAMPLE
              berth config show
            """)

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let settings = try global.settings()
        var table = Table([
            Table.Column(title: "SETTING"), Table.Column(title: "VALUE", isFlexible: true), Table.Column(title: "FROM"),
        ])
        for row in rows(settings) + workerRows(settings.file.worker) + retentionRows(settings.file.retention)
            + notifyRows(settings.file.notify)
        {
            table.add([row.name, row.value ?? row.standard, row.value == nil ? "default" : "file"])
        }
        let store =
            global.store != nil ? "--store" : settings.environment["BERTH_STORE"] != nil ? "BERTH_STORE" : "default"
        table.add(["store", settings.storePath, store])
        let lines = table.lines(width: OutputWriter.stdout.width)
        try await OutputWriter.stdout.lines(lines)
    }

    private struct Row {
        var name: String
        var value: String?
        var standard: String
    }

    private func rows(_ settings: Settings) -> [Row] {
        let file = settings.file
        let allowed = file.safety.allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return [
            Row(name: "defaults.priority", value: file.defaults.priority.map { "\($0)" }, standard: "50"),
            Row(name: "defaults.timeout", value: file.defaults.timeout?.forPeople, standard: "none"),
            Row(name: "defaults.retry", value: file.defaults.retry?.rawValue, standard: "by priority"),
            Row(name: "defaults.memory", value: file.defaults.memory?.description, standard: "no limit"),
            Row(name: "defaults.cpus", value: file.defaults.cpus.map { "\($0)" }, standard: "no limit"),
            Row(name: "defaults.pidsLimit", value: file.defaults.pidsLimit.map { "\($0)" }, standard: "no limit"),
            Row(name: "defaults.pull", value: file.defaults.pull?.rawValue, standard: PullPolicy.missing.rawValue),
            Row(name: "hosts.allow", value: allowed.isEmpty ? nil : allowed, standard: "nothing"),
            Row(
                name: "hosts.timeout", value: changed(\.timeout, settings)?.forPeople,
                standard: ExecutorSettings().timeout.forPeople),
            Row(name: "hosts.maxRetries", value: changed(\.maxRetries, settings).map { "\($0)" }, standard: "5"),
            Row(name: "hosts.debugMode", value: changed(\.debugMode, settings).map { "\($0)" }, standard: "false"),
            Row(
                name: "hosts.failureThreshold", value: changed(\.failureThreshold, settings).map { "\($0)" },
                standard: "5"),
            Row(name: "router.strategy", value: file.router.strategy?.rawValue, standard: "weighted"),
            Row(name: "router.fallback", value: fallback(file.router), standard: "none"),
            Row(
                name: "router.rules",
                value: file.router.rules.isEmpty ? nil : file.router.policy.rules.map(\.name).joined(separator: ", "),
                standard: "none"),
            Row(name: "console.theme", value: file.console.theme?.rawValue, standard: "auto"),
            Row(name: "console.preset", value: file.console.preset?.rawValue, standard: "berth"),
            Row(
                name: "console.keys",
                value: file.console.keys.isEmpty ? nil : "\(file.console.keys.count) changed", standard: "of the preset"
            ),
        ]
    }

    private func changed<Value: Equatable>(
        _ setting: KeyPath<ExecutorSettings, Value>, _ settings: Settings
    ) -> Value? {
        let value = settings.file.executors[keyPath: setting]
        return value == ExecutorSettings()[keyPath: setting] ? nil : value
    }

    private func fallback(_ router: RouterSettings) -> String? {
        let chains = router.fallback.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, next in
            "\(kind): \(next.map(\.rawValue).joined(separator: ", "))"
        }
        return chains.isEmpty ? nil : chains.joined(separator: "; ")
    }

    private func workerRows(_ file: WorkerSettings) -> [Row] {
        let worker = WorkerOptions()
        return [
            Row(
                name: "worker.maxConcurrent", value: file.maxConcurrent.map { "\($0)" },
                standard: "\(worker.maxConcurrent)"),
            Row(
                name: "worker.shutdownTimeout", value: file.shutdownTimeout?.forPeople,
                standard: worker.shutdownTimeout.forPeople),
            Row(name: "worker.idleExit", value: file.idleExit?.forPeople, standard: "never"),
            Row(
                name: "worker.pollInterval", value: file.pollInterval?.forPeople,
                standard: worker.resyncPeriod.forPeople),
            Row(name: "worker.metricsAddress", value: file.metricsAddress?.description, standard: "none"),
            Row(name: "worker.logFormat", value: file.logFormat?.rawValue, standard: LogFormat.text.rawValue),
        ]
    }

    private func retentionRows(_ file: RetentionSettings) -> [Row] {
        let worker = WorkerOptions()
        return [
            Row(name: "retention.logHead", value: file.logHead?.description, standard: "\(worker.logLimits.head)"),
            Row(name: "retention.logTail", value: file.logTail?.description, standard: "\(worker.logLimits.tail)"),
            Row(
                name: "retention.logTotal", value: file.logTotal?.description,
                standard: "\(worker.retention.logTotal)"),
            Row(name: "retention.logAge", value: file.logAge?.forPeople, standard: "for ever"),
            Row(name: "retention.historyAge", value: file.historyAge?.forPeople, standard: "for ever"),
            Row(name: "retention.historyCount", value: file.historyCount.map { "\($0)" }, standard: "all"),
            Row(name: "retention.journalAge", value: file.journalAge?.forPeople, standard: "for ever"),
        ]
    }

    private func notifyRows(_ file: NotifySettings) -> [Row] {
        let command = file.command.isEmpty ? nil : ShellWords.join(file.command)
        let rules = file.rules.isEmpty ? nil : file.rules.map(\.name).joined(separator: ", ")
        return [
            Row(name: "notify.command", value: command, standard: "none"),
            Row(name: "notify.rules", value: rules, standard: "none"),
        ]
    }
}
