extension JobValidation {
    /// Checks a group as it is made or changed.
    ///
    /// - Throws: `InvalidInput` for the name or the limit.
    public static func checkGroup(_ name: String, parallel: Int?) throws(InvalidInput) {
        try TextRules.checkIdentifier(name, "NAME")
        guard parallel.map(JobGroup.limits.contains) ?? true else {
            throw InvalidInput(
                "--parallel",
                "\(parallel ?? 0) is out of range. Give 1 to 100000; pause a group to start none of its jobs.")
        }
    }
}
