import Foundation
import JobCore

/// What holds for this run of `berth`: flag, else environment, else file, else default (decisions 22).
struct Settings: Sendable {
    /// The directory of the store, absolute.
    var storePath: String
    /// The configuration file, absolute; it need not exist.
    var configurationPath: String
    /// Whether someone named that file, so that it must exist.
    var isConfigurationNamed: Bool
    /// What stands in the file.
    var file: SettingsFile
    /// Where things of the user lie.
    var directories: UserDirectories
    /// The environment of the process.
    var environment: [String: String]

    /// Reads the environment and the file.
    ///
    /// - Parameters:
    ///   - store: the flag `--store`.
    ///   - configuration: the flag `--config`.
    /// - Throws: `InvalidInput` that names file and line.
    static func load(
        store: String?, configuration: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Settings {
        let directories = UserDirectories(environment: environment)
        let explicitFile = named(configuration, "BERTH_CONFIG", environment)
        let path = explicitFile ?? directories.configuration + "/config.yaml"
        return Settings(
            storePath: named(store, "BERTH_STORE", environment) ?? directories.data, configurationPath: path,
            isConfigurationNamed: explicitFile != nil,
            file: try SettingsFile.read(path, mustExist: explicitFile != nil), directories: directories,
            environment: environment)
    }

    /// Where the configuration file is looked for; reads nothing.
    static func path(
        configuration: String?, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        named(configuration, "BERTH_CONFIG", environment)
            ?? UserDirectories(environment: environment).configuration + "/config.yaml"
    }

    private static func named(_ flag: String?, _ variable: String, _ environment: [String: String]) -> String? {
        (flag ?? environment[variable]).flatMap { $0.isEmpty ? nil : absolute($0) }
    }

    /// Where the key of a store's secrets lies: beside the configuration, never in the store's directory (decisions 17).
    func keyPath(of store: StoreID) -> String {
        "\(directories.configuration)/keys/\(store).key"
    }

    private static func absolute(_ path: String) -> String {
        let expanded = (path as NSString).expandingTildeInPath
        return URL(fileURLWithPath: expanded).standardizedFileURL.path
    }
}
