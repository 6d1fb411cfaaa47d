/// As it is kept in a store: the options by their long names, `{"options": {"memory": ["2g"]}, "words": ["app:2"]}`.
extension RunRequest: Codable {
    private enum CodingKeys: String, CodingKey { case options, words }

    /// Reads what `encode` wrote. An option that a newer version wrote and this one does not know is an error, not nothing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(words: try container.decode([String].self, forKey: .words))
        for (name, values) in try container.decode([String: [String]].self, forKey: .options) {
            guard let option = RunOption(rawValue: name) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .options, in: container, debugDescription: "the option '\(name)' is not known")
            }
            self[option] = values
        }
    }

    /// Writes options and words.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let options = options.map { ($0.rawValue, self[$0]) }
        try container.encode(Dictionary(uniqueKeysWithValues: options), forKey: .options)
        try container.encode(words, forKey: .words)
    }
}
