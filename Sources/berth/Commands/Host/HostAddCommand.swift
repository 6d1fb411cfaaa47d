import ArgumentParser
import DockerExecution
import JobCore
import JobEngine

/// `berth host add`.
struct HostAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a host.",
        discussion: """
            Without --endpoint, a docker host is the engine that `docker` itself would use. Podman is one, too. Over \
            ssh the user's own ssh configuration counts; host keys must be known. Over tcp:// engines are verified by \
            TLS.

            EXAMPLES
              berth host add local
              berth host add build --endpoint ssh://ci@build.lan --slots 4 --region lab
              berth host add far --endpoint tcp://far.lan:2376 \\
                --tls-ca ca.pem --tls-cert cert.pem --tls-key key.pem
              berth host add lab --context lab
              berth host add gpu-1 --gpus 4 --resource license=3 --label gpu=true
              berth host add mock --executor mock --set failureRate=0.2
            """)

    @Argument(help: ArgumentHelp("Its name, ASCII.", valueName: "NAME"))
    var name: String

    @Option(name: [.long, .customLong("executor")], help: ArgumentHelp("docker or mock.", valueName: "kind"))
    var kind = "docker"

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The docker context that names the engine; see `berth host import`.", valueName: "name"))
    var context: String?

    @OptionGroup var hostSettings: HostSettingOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        guard let kind = HostKind(rawValue: kind) else {
            throw InvalidInput("--kind", "'\(TextForSentence.shortened(kind))' is not known. Write docker or mock.")
        }
        var host = JobHost(name: name, kind: kind)
        if let context {
            guard kind == .docker, hostSettings.endpoint == nil else {
                throw InvalidInput(
                    "--context", "A context names the endpoint of a docker host. Leave --kind and --endpoint out.")
            }
            let access = try await DockerContexts.access(of: context, try global.settings())
            (host.endpoint, host.options) = (access.endpoint.description, access.hostOptions)
        }
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
                try HostSettings.checkPlaintext(host)
                StandardError.say(finding.sentence)
            }
            try await runtime.manager.hosts.add(host)
            let health = try await runtime.manager.hosts.check(name)
            try await OutputWriter.stdout.line(HealthText.line(host: name, health))
            if kind == .mock, try await runtime.manager.hosts.list().contains(where: { $0.kind != .mock }) {
                StandardError.say(
                    "Nothing is executed on '\(name)', and jobs that name no host or executor may be drawn there. A rule of "
                        + "the router with `require: {executor: docker}` keeps all but those with --executor mock away."
                )
            }
        }
    }
}
