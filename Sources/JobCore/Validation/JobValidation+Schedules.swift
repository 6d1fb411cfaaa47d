extension JobValidation {
    /// Checks a schedule as it is added; its job is checked like any other.
    ///
    /// - Throws: `InvalidInput` for the first field that is wrong.
    public static func check(_ schedule: Schedule) throws(InvalidInput) {
        try TextRules.checkIdentifier(schedule.name, "NAME")
        if case .every(let span) = schedule.rule, !ScheduleRule.spans.contains(span) {
            throw InvalidInput("--every", "A span is 1s to 366d, not \(span.forPeople). Choose another.")
        }
        if let keep = schedule.keep, !Schedule.kept.contains(keep) {
            throw InvalidInput("--keep", "\(keep) is out of range. Give 1 to 100000, or leave it out to keep all runs.")
        }
        try checkRecurring(schedule.draft)
    }

    /// Refuses what is about one single run.
    static func checkRecurring(_ draft: JobDraft) throws(InvalidInput) {
        guard draft.after.isEmpty, draft.notBefore == nil, !draft.isHeld, draft.unique == nil,
            draft.idempotencyKey == nil
        else {
            let field =
                !draft.after.isEmpty
                ? "--after" : draft.notBefore != nil ? "--at" : draft.isHeld ? "--hold" : "--unique"
            throw InvalidInput(field, "It makes no sense for a job that recurs. Leave it out; see --overlap.")
        }
    }
}
