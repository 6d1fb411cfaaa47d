extension RunRequest {
    /// Takes away what a text names: an option by its long name (`timeout`), or of a list the values that are what stands
    /// behind the first `=`, or begin with it before a `=` or `:` (`env=DEBUG`, `volume=/data`).
    ///
    /// - Throws: `InvalidInput` when it is not there.
    public mutating func unset(_ text: String) throws(InvalidInput) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = String(parts[0].drop { $0 == "-" })
        guard let option = RunOption(rawValue: name) else {
            throw InvalidInput(
                "--unset",
                "'\(TextForSentence.shortened(name))' is no option of `berth run`. Write its long name, such as timeout or env=NAME."
            )
        }
        let before = self[option]
        guard parts.count == 2 else {
            guard !before.isEmpty else { throw InvalidInput("--unset", "\(option.flag) is not set.") }
            return self[option] = []
        }
        self[option] = before.filter { value in
            value != parts[1] && !value.hasPrefix(parts[1] + "=") && !value.hasPrefix(parts[1] + ":")
        }
        guard self[option].count < before.count else {
            throw InvalidInput(
                "--unset", "\(option.flag) has no value '\(TextForSentence.shortened(parts[1]))'.")
        }
    }

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
