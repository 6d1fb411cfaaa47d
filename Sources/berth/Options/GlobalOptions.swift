import ArgumentParser

/// Options of every command.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The store's directory; else BERTH_STORE, else $XDG_DATA_HOME/berth.", valueName: "dir"))
    var store: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration file; else BERTH_CONFIG, else $XDG_CONFIG_HOME/berth/config.yaml.", valueName: "file"))
    var config: String?

    func settings() throws -> Settings {
        try Settings.load(store: store, configuration: config)
    }
}
