import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth schedule add`.
struct ScheduleAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Run a job again and again.",
        usage:
            "berth schedule add NAME (--cron EXPRESSION | --every DURATION) [options] -- [run options] IMAGE [COMMAND…]",
        discussion: """
            What follows `--` is written as for `berth run`. A worker has to be there when a run is due: start one \
            with `berth worker`.

            With --template or --env-template, what those say is taken at each run, so that a change of them holds for \
            the next one; what stands beside them wins. Values of the environment and files that are read now are \
            kept.

            A cron expression has five fields: minute, hour, day, month, day of the week; names, lists, ranges and \
            steps are allowed, and @hourly, @daily, @weekly, @monthly, @yearly. Where clocks are put forward, a time \
            that is skipped is due right after the gap; where they are put back, a time that comes twice is due once. \
            Hours given as * follow real time through both.

            EXAMPLES
              berth schedule add nightly --cron '30 2 * * mon-fri' -- app:2 report --all
              berth schedule add sum --cron @daily --time-zone Europe/Berlin -- app:2 sum
              berth schedule add tidy --cron @daily -- --template nightly -e DAYS=7
              berth schedule add sync --every 10m --keep 20 -- -e TOKEN app:2 sync
            """)

    @Argument(help: ArgumentHelp("Its name.", valueName: "NAME"))
    var name: String

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("When, by the clock.", valueName: "expression"))
    var cron: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Once in this time, from now on: 10m, 1h.", valueName: "duration"))
    var every: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Whose clocks. Default: this machine's.", valueName: "Area/City"))
    var timeZone: String?

    @Option(
        help:
            "While an earlier run has not ended: leave the new one out (forbid), cancel the earlier (replace), or run both."
    )
    var overlap = ScheduleOverlap.forbid

    @Option(help: "Runs that were due while no worker was there: leave out, make up for by one, or for each.")
    var missed = MissedRuns.once

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Delete ended runs beyond so many. Default: keep all.", valueName: "number"))
    var keep: Int?

    @Flag(help: "Take the place of the schedule of this name, if there is one; its runs and a pause stay.")
    var replace = false

    @Flag(help: "Start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("The job, as for `berth run`.", valueName: "run options"))
    var words: [String] = []

    func run() async throws {
        let rule = try ScheduleRule.read(cron: cron, every: every, timeZone: timeZone)
        let settings = try global.settings()
        let run = try await JobWords.parse(words)
        try await Runtime.with(global, command: "schedule add", isCreating: true) { runtime in
            let library = try await runtime.manager.templates.library()
            var (draft, source) = try settings.draftBuilder(library: library).recurring(
                run, safety: settings.file.safety)
            if draft.name == nil { draft.name = name }
            let schedule = Schedule(
                name: name, rule: rule.rule, zone: rule.zone, overlap: overlap, missed: missed, keep: keep,
                draft: draft, source: source, createdAt: Date())
            try JobValidation.check(schedule)
            try JobValidation(safety: settings.file.safety).validate(draft)
            let added = try await runtime.manager.schedules.add(schedule, isReplacing: replace)
            let next = added.nextAt.map { "next \(ScheduleText.moment($0, added.zone))" } ?? "never due"
            try await OutputWriter.stdout.line("\(name) added, \(next)")
            if !noWorker, added.nextAt != nil {
                try await FirstHost.ensure(runtime)
                try await runtime.startWorker()
            }
        }
    }
}
