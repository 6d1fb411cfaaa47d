import JobCore

/// What a file says that `berth apply` carries out, a project's `berth.yaml`, or the text in which a template is edited:
/// named things, each with the line where it begins.
struct Manifest {
    /// A set of variables.
    struct Environment {
        var name: String
        var line: Int
        var description: String?
        var variables: [Variable] = []
    }

    /// A variable, and where its value comes from when the manifest is carried out.
    struct Variable: Equatable {
        var name: String
        var line: Int
        var source: Source
        var isSecret: Bool

        enum Source: Equatable {
            /// It stands there.
            case value(String)
            /// From the environment of who carries it out.
            case environment(String)
            /// From a file, its last newline left out.
            case file(String)
            /// What the store holds already.
            case kept
        }
    }

    /// A job or a template: what `berth run` would be told.
    struct Definition {
        var name: String
        var line: Int
        var description: String?
        var request = RunRequest()
        /// Where each part stands, by the name that errors give it: `IMAGE`, `COMMAND`, `--memory`.
        var lines: [String: Int] = [:]
    }

    /// A host.
    struct Host {
        var line: Int
        /// Where each of its keys stands, those in `options` too.
        var lines: [String: Int] = [:]
        var host: JobHost
    }

    /// A group of jobs.
    struct Group {
        var name: String
        var line: Int
        /// `nil` for no limit.
        var parallel: Int?
        var isPaused = false
    }

    /// A job that recurs: when, and what `berth run` would be told.
    struct Recurrence {
        var name: String
        var line: Int
        /// The keys of `berth schedule add`, as they stand there.
        var settings: [String: String] = [:]
        /// Where each of them stands.
        var lines: [String: Int] = [:]
        /// What runs; `nil` when it does not say.
        var definition: Definition?
    }

    var environments: [Environment] = []
    var groups: [Group] = []
    var schedules: [Recurrence] = []
    var templates: [Definition] = []
    var hosts: [Host] = []
    var jobs: [Definition] = []
    /// What is wrong with the text itself. What it says of a thing beside that is there all the same.
    var complaints: [ManifestComplaint] = []

    /// Whether it says nothing.
    var isEmpty: Bool {
        environments.isEmpty && templates.isEmpty && hosts.isEmpty && jobs.isEmpty && groups.isEmpty
            && schedules.isEmpty
    }
}
