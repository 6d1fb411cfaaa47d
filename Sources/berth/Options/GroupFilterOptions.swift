import ArgumentParser

/// Only jobs of a group; apart from the other filters, because `berth set --group` means another thing.
struct GroupFilterOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Only jobs of this group.", valueName: "name"),
        completion: .custom(Completions.groups))
    var group: String?
}
