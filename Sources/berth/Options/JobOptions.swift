import ArgumentParser
import JobCore

/// What a job is beside its container: name, when, where, how often.
struct JobOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("A name for people; `@name` finds it.", valueName: "name"))
    var name: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("0 (last) to 100 (first). Default 50.", valueName: "number"))
    var priority: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Deadline from the container's start, 1s to 30d. Default none.", valueName: "duration"))
    var timeout: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "default, aggressive, conservative, high_priority, or the number of attempts.", valueName: "strategy"),
        completion: .list(RetryStrategy.allCases.map(\.rawValue)))
    var retry: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Exit codes that are worth another attempt: 1,75 or any. Default none: a failure of the job is its result.",
            valueName: "codes"))
    var retryOn: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Where it must run.", valueName: "host"),
        completion: .custom(Completions.hosts))
    var host: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Kind of host: docker or mock.", valueName: "kind"),
        completion: .list(HostKind.allCases.map(\.rawValue)))
    var executor: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only on hosts of this region.", valueName: "region"))
    var region: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only on hosts with this label, or region=…, host=…, executor=…. Repeatable.", valueName: "name=value"))
    var require: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Rather on such hosts, the most important first. Repeatable.", valueName: "name=value"))
    var prefer: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Not before: 18:30, 2026-12-24T18:30, with or without zone.", valueName: "time"))
    var at: String?

    @Option(
        name: .customLong("in"), parsing: .unconditional,
        help: ArgumentHelp("Not before this has passed: 90s, 2h.", valueName: "duration"))
    var delay: String?

    @Flag(name: .customLong("hold"), help: "Wait for `berth release`.")
    var isHeld = false

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Only after this job or array has ended well; after any end, or only a failure. Repeatable.",
            valueName: "JOB[:ok|any|fail]"),
        completion: .custom(Completions.jobs))
    var after: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("A group, of which so many jobs run at once; see `berth group`.", valueName: "name"),
        completion: .custom(Completions.groups))
    var group: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "One job for each line of a file (- is standard input). {} in command, variables and name is the line, {index} its number from 0.",
            valueName: "file"))
    var each: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "One job for each value, which is {name}; with several, for each combination. Repeatable.",
            valueName: "name=a,b,c"))
    var matrix: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "While a job with this key has not ended: submit none (skip), cancel it first (replace), or wait for it (queue).",
            valueName: "KEY[:skip|replace|queue]"))
    var unique: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("A second run with the same key yields the first job.", valueName: "key"))
    var idempotencyKey: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("A saved job; what is given beside it wins. IMAGE may be left out.", valueName: "name"),
        completion: .custom(Completions.templates))
    var template: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Saved variables, below those of template and job.", valueName: "name"),
        completion: .custom(Completions.environments))
    var envTemplate: [String] = []
}
