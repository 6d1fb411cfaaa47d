extension RunRequest {
    /// The same with changes: variables, labels and secrets are added, whatever else was given replaces what there was. A
    /// command of more than the image replaces the whole command.
    public func merging(_ changes: RunRequest) -> RunRequest {
        var merged = self
        for option in changes.options {
            switch option {
            case .environment, .environmentFile, .secret, .secretFile, .label, .labelFile:
                merged[option] += changes[option]
            default: merged[option] = changes[option]
            }
        }
        // A variable that is given in plain is no secret any more; secrets would win otherwise.
        let plain = changes[.environment].map { String($0.prefix { $0 != "=" }) }
        merged[.secret] = merged[.secret].enumerated().filter { index, name in
            !plain.contains(name) && merged[.secret].firstIndex(of: name) == index
        }.map(\.element)
        // Only one of the two can say when.
        if changes.has(.at) { merged[.delay] = [] }
        if changes.has(.delay) { merged[.at] = [] }
        merged.words = [changes.image] + (changes.words.count > 1 ? changes.words : words).dropFirst()
        return merged
    }
}
