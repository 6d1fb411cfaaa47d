import ArgumentParser
import DockerExecution
import JobCore
import JobEngine

/// `berth host add`.
struct HostAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a host.",
        discussion: """
            Without --endpoint, a docker host is the engine that `docker` itself would use.

            EXAMPLES
              berth host add local
              berth host add build --endpoint unix:///run/user/1000/docker.sock --slots 4 --region lab
              berth host add mock --kind mock --option failureRate=0.2
            """)

    @Argument(help: ArgumentHelp("Its name, ASCII.", valueName: "NAME"))
    var name: String

    @Option(name: .long, help: ArgumentHelp("docker or mock.", valueName: "kind"))
    var kind = "docker"

    @OptionGroup var hostSettings: HostSettingOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        guard let kind = HostKind(rawValue: kind) else {
            throw InvalidInput("--kind", "'\(TextForSentence.shortened(kind))' is not known. Write docker or mock.")
        }
        var host = JobHost(name: name, kind: kind)
        try hostSettings.apply(to: &host)
        try await Runtime.with(global, command: "host add", isCreating: true) { runtime in
            if kind == .docker, host.endpoint.isEmpty {
                let finding = try await FirstHost.find(runtime.settings)
                guard let chosen = finding.chosen else {
                    throw CommandFailure(
                        "\(finding.sentence) Name the engine by --endpoint, such as unix:///run/docker.sock.")
                }
                host.endpoint = chosen.endpoint.description
                host.options.merge(chosen.access.hostOptions) { given, _ in given }
                StandardError.say(finding.sentence)
            }
            try await runtime.manager.hosts.add(host)
            let health = try await runtime.manager.hosts.check(name)
            try await OutputWriter.stdout.line(HealthText.line(host: name, health))
        }
    }
}
