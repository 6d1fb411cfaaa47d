extension JobHost {
    /// Whether its labels say that people depend on it: `production=true`, `env=production` or `environment=prod`. Who ends
    /// or removes something there in the console has to type the host's name.
    public var isProduction: Bool {
        labels.contains { key, value in
            switch key.lowercased() {
            case "production": ["true", "yes", "1"].contains(value.lowercased())
            case "env", "environment": ["production", "prod"].contains(value.lowercased())
            default: false
            }
        }
    }
}
