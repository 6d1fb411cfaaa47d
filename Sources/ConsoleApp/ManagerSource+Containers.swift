import ConsoleUI
import JobCore
import JobEngine

extension ManagerSource {
    /// Lines of a container's log that are shown.
    private static let logLines = 500

    func container(_ request: ContainerDetailRequest) async throws -> ContainerDetail {
        let place = request.place
        switch request.tab {
        case .inspect:
            let text = try await manager.containers.inspectionText(of: place.id, on: place.host)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return .inspect(lines.map { SecretName.masked(String($0)) })
        case .usage: return .usage(try await board.usage(of: place))
        case .log:
            let batch = try await manager.containers.logEnd(of: place.id, on: place.host, limit: Self.logLines)
            var offset = 0
            return .log(
                batch.records.map { record in
                    defer { offset += record.length }
                    return ContainerLine(stream: record.stream, bytes: batch.bytes[offset..<offset + record.length])
                })
        }
    }

    /// Lends the terminal to a shell until it ends, and says how it ended.
    func shell(in target: ShellTarget, on terminal: LentTerminal) async -> ConsoleReply {
        do {
            let (host, id) =
                switch target {
                case .job(let number): try await manager.containers.place(of: number)
                case .container(let place): (place.host, place.id)
                }
            let code = try await manager.containers.execute(.shell, in: id, on: host) { session in
                await TerminalBridge(session: session, terminal: terminal).run().code
            }
            guard let code else { return .refused("The line to the shell broke; what ran in it may go on.") }
            let name = if case .container(let place) = target { place.name } else { "the job's container" }
            return code == 126 || code == 127
                ? .refused("There is no shell in \(name) (exit code \(code)).")
                : .done("The shell in \(name) ended with exit code \(code).")
        } catch {
            return .refused(String(describing: error))
        }
    }
}
