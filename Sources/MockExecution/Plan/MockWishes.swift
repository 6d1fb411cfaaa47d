import JobCore

/// How one job may shape its own simulation, by variables of its environment:
///
/// | variable | meaning |
/// |---|---|
/// | `MOCK_DURATION` | how long it runs, `5s` or `1s..5s`, instead of the host's `duration` |
/// | `MOCK_EXIT` | the exit code, 0 to 255, instead of one drawn by the host's `failureRate` |
struct MockWishes {
    var duration: DurationRange?
    var exitCode: Int?

    init(_ spec: JobSpec) throws(InvalidInput) {
        for variable in spec.environment {
            switch variable.name {
            case "MOCK_DURATION":
                duration = try DurationRange(parsing: variable.value, field: variable.name)
            case "MOCK_EXIT":
                guard let code = Int(variable.value), (0...255).contains(code) else {
                    throw InvalidInput(variable.name, "'\(variable.value)' is no exit code. Give 0 to 255.")
                }
                exitCode = code
            default: break
            }
        }
    }
}
