/// A list in each of its forms.
extension OutputFormat {
    /// Writes a list.
    ///
    /// - Parameters:
    ///   - ids: for `ids`, one a line.
    ///   - record: for `json`.
    ///   - table: for people, cut to the terminal's width.
    func write(ids: [String], record: @autoclosure () -> some Encodable, table: @autoclosure () -> Table) async throws {
        let out = OutputWriter.stdout
        switch self {
        case .ids: try await out.lines(ids)
        case .json: try await out.line(try JSONText.encode(record()))
        case .table: try await out.lines(table().lines(width: out.width))
        }
    }
}
