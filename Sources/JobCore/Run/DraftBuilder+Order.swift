extension DraftBuilder {
    /// Makes the job, or all jobs of the array, that a request asks for.
    ///
    /// - Throws: `InvalidInput` that names the option.
    public func order(_ request: RunRequest) throws(InvalidInput) -> JobOrder {
        let template = try draft(request)
        let request = try self.template(of: request).map { request.over($0.request) } ?? request
        guard request.has(.each) || request.has(.matrix) else { return .job(template) }
        var axes: [ArrayAxis] = []
        if let path = request.value(.each) { axes.append(try ArrayAxis(lines: try lines(path))) }
        axes += try self.axes(request)
        let expansion = try ArrayExpansion(template, axes)
        return .array(
            ArrayDraft(
                name: template.name, members: expansion.members, idempotencyKey: template.idempotencyKey,
                rerunOf: template.rerunOf))
    }

    /// What `--matrix` says, for it can be checked before anything is read.
    func axes(_ request: RunRequest) throws(InvalidInput) -> [ArrayAxis] {
        try request[.matrix].map { (text) throws(InvalidInput) in try ArrayAxis(matrix: text) }
    }

    private func lines(_ path: String) throws(InvalidInput) -> String {
        guard path == "-" else { return try text(of: path, "--each") }
        let bytes: [UInt8]
        do {
            bytes = try readFile(path)
        } catch {
            throw InvalidInput("--each", "Standard input cannot be read. Name a file.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InvalidInput("--each", "Standard input is not UTF-8 text. Convert it.")
        }
        return text
    }
}
