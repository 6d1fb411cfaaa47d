/// Makes the jobs of an array from one job and its marks. Pure (QUEUE-12).
public struct ArrayExpansion: Sendable {
    private let template: JobDraft
    private let axes: [ArrayAxis]

    /// How many jobs there are: one for each combination of values.
    public let size: Int

    /// Takes a job with marks in command, variables and name.
    ///
    /// - Throws: `InvalidInput` when there are too many, or when a mark stands nowhere, so that jobs would not differ by it.
    public init(_ template: JobDraft, _ axes: [ArrayAxis]) throws(InvalidInput) {
        self.template = template
        self.axes = axes
        var size = 1
        for axis in axes {
            let (product, overflow) = size.multipliedReportingOverflow(by: axis.values.count)
            guard !overflow, JobArray.sizes.contains(product) else {
                throw InvalidInput(
                    axis.mark == "{}" ? "--each" : "--matrix",
                    "That would be more than \(JobArray.sizes.upperBound) jobs. Split them.")
            }
            size = product
        }
        self.size = size
        try checkMarks()
    }

    private func checkMarks() throws(InvalidInput) {
        let names = axes.map(\.mark)
        for (index, mark) in names.enumerated() where names[..<index].contains(mark) {
            throw InvalidInput("--matrix", "\(mark) is given twice. Put all values into one.")
        }
        let texts = Self.texts(of: template)
        let isNumbered = texts.contains { $0.contains(ArrayAxis.indexMark) }
        for axis in axes where !isNumbered && !texts.contains(where: { $0.contains(axis.mark) }) {
            throw InvalidInput(
                axis.mark == "{}" ? "--each" : "--matrix",
                "\(axis.mark) stands nowhere in command, variables or name. Write it where the value belongs.")
        }
        if template.unique != nil {
            throw InvalidInput("--unique", "It cannot be given together with --each or --matrix. Leave one out.")
        }
    }

    private static func texts(of draft: JobDraft) -> [String] {
        draft.spec.command + draft.spec.environment.map(\.value) + [draft.name].compactMap(\.self)
    }

    /// All jobs, the first axis changing slowest.
    public var members: [JobDraft] { (0..<size).map(member) }

    private func member(_ index: Int) -> JobDraft {
        var values: [(mark: String, value: String)] = [(ArrayAxis.indexMark, "\(index)")]
        var rest = index
        for axis in axes.reversed() {
            values.append((axis.mark, axis.values[rest % axis.values.count]))
            rest /= axis.values.count
        }
        func filled(_ text: String) -> String { Self.fill(text, values) }
        var draft = template
        draft.name = template.name.map(filled)
        draft.idempotencyKey = nil
        draft.spec.command = template.spec.command.map(filled)
        for place in draft.spec.environment.indices {
            draft.spec.environment[place].value = filled(draft.spec.environment[place].value)
        }
        return draft
    }

    /// Puts values in place of marks, once: a value that looks like a mark stays as it is, and so do all other braces.
    static func fill(_ text: String, _ values: [(mark: String, value: String)]) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            if let (mark, value) = values.first(where: { rest.hasPrefix($0.mark) }) {
                result += value
                rest = rest.dropFirst(mark.count)
            } else {
                result.append("{")
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
