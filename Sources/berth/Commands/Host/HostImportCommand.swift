import ArgumentParser
import DockerExecution
import JobCore
import JobEngine

/// `berth host import`.
struct HostImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add docker contexts as hosts; without a name, list what there is.",
        discussion: """
            Endpoint and TLS files are written down as they are now; later changes of the context are not followed.

            EXAMPLES
              berth host import
              berth host import lab build
              berth host import --all
            """)

    @Argument(help: ArgumentHelp("Which contexts.", valueName: "CONTEXT"))
    var names: [String] = []

    @Flag(name: .shortAndLong, help: "All contexts that can be used and are no hosts yet.")
    var all = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let contexts = try await DockerContexts.all(try global.settings())
        guard all || !names.isEmpty else { return try await list(contexts) }
        let known = Set(contexts.map(\.name))
        for name in names where !known.contains(name) {
            throw InvalidInput(
                "CONTEXT",
                "There is no docker context '\(TextForSentence.shortened(name))' with an endpoint. See `berth host import`."
            )
        }
        try await Runtime.with(global, command: "host import", isCreating: true) { runtime in
            let hosts = Set(try await runtime.manager.hosts.list().map(\.name))
            var hasFailed = false
            for context in contexts where all || names.contains(context.name) {
                let name = DockerContexts.hostName(context.name)
                if all, hosts.contains(name) { continue }
                do {
                    let access = try context.access.get()
                    guard !access.needsConsent else {
                        throw CommandFailure(
                            "'\(access.endpoint)' would be reached without encryption: whoever listens on the way could run "
                                + "anything there. If you mean it: "
                                + "berth host add \(name) --context '\(context.name)' --plaintext")
                    }
                    try await runtime.manager.hosts.add(
                        JobHost(
                            name: name, kind: .docker, endpoint: access.endpoint.description,
                            options: access.hostOptions))
                    let health = try await runtime.manager.hosts.check(name)
                    try await OutputWriter.stdout.line(HealthText.line(host: name, health))
                } catch {
                    hasFailed = true
                    StandardError.say("\(name): not added. \(error)")
                }
            }
            if hasFailed { throw ExitCode(ExitStatus.failure) }
        }
    }

    private static func protection(of access: EngineAccess) -> String {
        if access.needsConsent { return ", not encrypted: add it with --plaintext" }
        return access.tls == nil ? "" : ", TLS"
    }

    private func list(_ contexts: [DockerContext]) async throws {
        var table = Table([Table.Column(title: "CONTEXT"), Table.Column(title: "ENDPOINT", isFlexible: true)])
        for context in contexts {
            do throws(ExecutorError) {
                let access = try context.access.get()
                table.add([context.name, "\(access.endpoint)" + Self.protection(of: access)])
            } catch {
                table.add([context.name, error.message])
            }
        }
        guard !contexts.isEmpty else {
            return try await OutputWriter.stdout.line(
                "Docker has no contexts but 'default', which `berth host add NAME` finds.")
        }
        try await OutputWriter.stdout.lines(table.lines(width: OutputWriter.stdout.width))
    }
}
