import JobCore

extension JobOrder {
    /// Checks every job of it.
    ///
    /// - Throws: `InvalidInput` for the first field that is wrong.
    func validate(_ safety: SafetyPolicy) throws(InvalidInput) {
        let validation = JobValidation(safety: safety)
        switch self {
        case .job(let draft): try validation.validate(draft)
        case .array(let array): for member in array.members { try validation.validate(member) }
        }
    }
}
