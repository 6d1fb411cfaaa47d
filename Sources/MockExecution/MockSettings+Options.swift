public import JobCore

extension MockSettings {
    /// Reads the options of a host; see `MockSettings` for what there is.
    ///
    /// - Throws: `InvalidInput` that names the key, the value and what is allowed, for an unknown key too.
    public init(options: [String: String]) throws(InvalidInput) {
        self.init()
        var pattern = "line {n} of {name}"
        var rate: Int64 = 1
        var errorEvery: Int64 = 5
        var script: [MockLog.ScriptLine]?
        // In a fixed order, so that of two mistakes always the same one is told.
        for (key, value) in options.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "failureRate": failureRate = try Self.share(value, key)
            case "timeoutRate": timeoutRate = try Self.share(value, key)
            case "oomRate": outOfMemoryRate = try Self.share(value, key)
            case "cleanupFailureRate": cleanupFailureRate = try Self.share(value, key)
            case "disconnectRate": disconnectRate = try Self.share(value, key)
            case "exitCodes": exitCodes = try MockExitCode.list(parsing: value, field: key)
            case "errorMode":
                guard let mode = MockErrorMode(rawValue: value) else {
                    let known = MockErrorMode.allCases.map(\.rawValue).joined(separator: ", ")
                    throw InvalidInput(key, "'\(value)' is unknown. Write one of \(known).")
                }
                errorMode = mode
            case "timeoutAfter": timeoutAfter = try Duration(parsing: value, field: key)
            case "maxJobs": maxJobs = Int(try Self.count(value, upTo: 1_000_000, key))
            case "usage": usage = try MockUsage(parsing: value, field: key)
            case "cores": cores = Int(try Self.count(value, upTo: 4096, key))
            case "memory": memory = try ByteCount(parsing: value, field: key)
            case "randomSeed":
                guard let seed = UInt64(value) else {
                    throw InvalidInput(key, "'\(value)' is no seed. Give a whole number, 0 or more.")
                }
                randomSeed = seed
            case "delay": delay = try DurationRange(parsing: value, field: key)
            case "duration": duration = try DurationRange(parsing: value, field: key)
            case "advance":
                guard ["time", "step"].contains(value) else {
                    throw InvalidInput(key, "'\(value)' is unknown. Give 'time' or 'step'.")
                }
                isStepped = value == "step"
            case "logRate": rate = try Self.count(value, upTo: 100_000, key)
            case "logErrorEvery": errorEvery = try Self.count(value, upTo: 1_000_000_000, key)
            case "logPattern":
                guard value.utf8.count <= 4096, !value.utf8.contains(0x0A) else {
                    throw InvalidInput(key, "The pattern must be one line of at most 4096 bytes.")
                }
                pattern = value
            case "logScript": script = try Self.script(value, key)
            default:
                throw InvalidInput(
                    key,
                    "'\(key)' (set to '\(value)') is no option of a mock host. There are \(Self.keys.joined(separator: ", "))."
                )
            }
        }
        log = script.map { .script($0) } ?? .pattern(text: pattern, rate: rate, errorEvery: errorEvery)
        if let last = script?.last, options["duration"] == nil { duration = DurationRange(last.offset) }
    }

    /// The options that a mock host has.
    public static let keys = [
        "advance", "cleanupFailureRate", "cores", "delay", "disconnectRate", "duration", "errorMode", "exitCodes",
        "failureRate", "logErrorEvery", "logPattern", "logRate", "logScript", "maxJobs", "memory", "oomRate",
        "randomSeed", "timeoutAfter", "timeoutRate", "usage",
    ]

    private static func share(_ text: String, _ key: String) throws(InvalidInput) -> Double {
        guard let share = Double(text), (0...1).contains(share) else {
            throw InvalidInput(key, "'\(text)' is out of range. Give a share from 0 to 1.")
        }
        return share
    }

    private static func count(_ text: String, upTo limit: Int64, _ key: String) throws(InvalidInput) -> Int64 {
        guard let number = Int64(text), (0...limit).contains(number) else {
            throw InvalidInput(key, "'\(text)' is out of range. Give a whole number from 0 to \(limit).")
        }
        return number
    }

    private static func script(_ text: String, _ key: String) throws(InvalidInput) -> [MockLog.ScriptLine] {
        guard text.utf8.count <= 65536 else {
            throw InvalidInput(key, "The script has \(text.utf8.count) bytes. Give at most 65536.")
        }
        var lines: [MockLog.ScriptLine] = []
        for entry in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let words = entry.trimmingPrefix(while: \.isWhitespace).split(
                separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard words.count == 3, words[1] == "out" || words[1] == "err" else {
                throw InvalidInput(
                    key, "'\(entry)' is no line of a script. Write for example '500ms err disk is full'.")
            }
            let offset = try Duration(parsing: String(words[0]), field: key)
            guard offset >= lines.last?.offset ?? .zero else {
                throw InvalidInput(key, "'\(entry)' comes before the line in front of it. Order the lines by offset.")
            }
            lines.append(
                MockLog.ScriptLine(
                    offset: offset, stream: words[1] == "out" ? .stdout : .stderr, text: String(words[2])))
        }
        return lines
    }
}
