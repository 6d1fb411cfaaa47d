extension RunRequest {
    /// In place of IMAGE: the template's own, so that only COMMAND is replaced.
    public static let imageOfTemplate = "-"

    /// What is asked for when this is asked of a template (CMD-10). An option given here wins; lists add up, the template's
    /// first, except networks, which are replaced. IMAGE and COMMAND are this one's if it has any; IMAGE `-` keeps the
    /// template's image.
    public func over(_ template: RunRequest) -> RunRequest {
        var merged = template
        for option in options {
            let addsUp = option.arity == .list && option != .network && option != .networkAlias
            merged[option] = addsUp ? template[option] + self[option] : self[option]
        }
        if image == Self.imageOfTemplate {
            merged.words = [template.image] + words.dropFirst()
        } else if !words.isEmpty {
            merged.words = words
        }
        merged.rerunOf = rerunOf
        return merged
    }
}
