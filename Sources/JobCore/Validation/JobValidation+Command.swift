extension JobValidation {
    static func checkImage(_ image: String) throws(InvalidInput) {
        guard !image.isEmpty else {
            throw InvalidInput("IMAGE", "The image is empty. Name one, for example 'debian:12'.")
        }
        guard !image.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw InvalidInput(
                "IMAGE", "It holds an end of a line or another control character. Write the name of one image alone.")
        }
        do {
            _ = try ImageReference(parsing: image)
        } catch {
            throw InvalidInput("IMAGE", error.description.prefix(1).uppercased() + error.description.dropFirst() + ".")
        }
    }

    static func checkCommand(_ spec: JobSpec) throws(InvalidInput) {
        try checkWords(spec.command, "COMMAND")
        if let entrypoint = spec.entrypoint { try checkWords(entrypoint, "--entrypoint") }
    }

    private static func checkWords(_ words: [String], _ field: String) throws(InvalidInput) {
        guard words.count <= SpecLimits.commandWords else {
            throw InvalidInput(
                field,
                "It has \(words.count) words; at most \(SpecLimits.commandWords) are allowed. Put the rest into a script or a file."
            )
        }
        for word in words { try TextRules.checkNoNUL(word, field) }
        let bytes = words.reduce(0) { $0 + $1.utf8.count + 1 }
        guard bytes <= SpecLimits.commandBytes else {
            throw InvalidInput(
                field, "It has \(bytes) bytes; at most 64 kB are allowed. Put the rest into a script or a file.")
        }
        if words.first == "" {
            throw InvalidInput(field, "The program's name is empty. Name a program, for example 'true'.")
        }
    }

    static func checkEnvironment(_ variables: [EnvironmentVariable]) throws(InvalidInput) {
        guard variables.count <= SpecLimits.variables else {
            throw InvalidInput(
                "--env", "There are \(variables.count) variables; at most \(SpecLimits.variables) are allowed.")
        }
        var names = Set<String>()
        var total = 0
        for variable in variables {
            try checkVariableName(variable.name)
            let bytes = variable.name.utf8.count + 1 + variable.value.utf8.count
            // The value is never quoted: it may be a secret.
            guard !variable.value.utf8.contains(0) else {
                throw InvalidInput("--env", "The value of '\(variable.name)' holds a NUL byte. Take it out.")
            }
            guard bytes <= SpecLimits.variableBytes else {
                throw InvalidInput(
                    "--env",
                    "'\(variable.name)' has \(bytes) bytes; one variable has at most 32 kB. Mount a file instead.")
            }
            guard names.insert(variable.name).inserted else {
                throw InvalidInput("--env", "'\(variable.name)' is set twice. Set it once.")
            }
            total += bytes
        }
        guard total <= SpecLimits.environmentBytes else {
            throw InvalidInput(
                "--env", "All variables together have \(total) bytes; at most 64 kB are allowed. Mount a file instead.")
        }
    }

    /// Checks the name of a variable.
    ///
    /// - Throws: `InvalidInput` unless it consists of ASCII letters, digits and underscores and no digit leads.
    public static func checkVariableName(_ name: String) throws(InvalidInput) {
        let isGood =
            name.utf8.allSatisfy { TextRules.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
            && !(name.first?.isNumber ?? true)
        guard isGood, name.utf8.count <= 256 else {
            throw InvalidInput(
                "--env",
                "'\(TextRules.shortened(name))' is not a variable's name. Use ASCII letters, digits and _, not led by a digit."
            )
        }
    }

    static func checkLabels(_ labels: [String: String]) throws(InvalidInput) {
        guard labels.count <= SpecLimits.labels else {
            throw InvalidInput(
                "--label", "There are \(labels.count) labels; at most \(SpecLimits.labels) are allowed.")
        }
        var total = 0
        for (name, value) in labels.sorted(by: { $0.key < $1.key }) {
            try TextRules.checkIdentifier(name, "--label", atMost: 128, alsoAllowing: "/")
            guard !name.lowercased().hasPrefix("berth.") else {
                throw InvalidInput(
                    "--label",
                    "'\(name)' is not allowed: names that begin with 'berth.' are Berth's own. Choose another.")
            }
            try TextRules.checkNoNUL(value, "--label")
            total += name.utf8.count + value.utf8.count
        }
        guard total <= SpecLimits.labelBytes else {
            throw InvalidInput(
                "--label", "All labels together have \(total) bytes; at most 4 kB are allowed. Make them shorter.")
        }
    }
}
