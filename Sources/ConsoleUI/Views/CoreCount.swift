/// Numbers of cores in words.
enum CoreCount {
    /// `1 core`, `2 cores`, `0.5 cores`
    static func text(_ cores: Double) -> String {
        if cores == 1 { return "1 core" }
        return (cores == cores.rounded() && cores.magnitude < 1e9 ? String(Int(cores)) : String(cores)) + " cores"
    }
}
