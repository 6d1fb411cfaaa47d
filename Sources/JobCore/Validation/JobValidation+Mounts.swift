extension JobValidation {
    static func checkMounts(_ spec: JobSpec, _ policy: SafetyPolicy) throws(InvalidInput) {
        try checkCount(spec.mounts.count, "--volume")
        try checkCount(spec.tmpfs.count, "--tmpfs")
        var targets = Set<String>()
        for mount in spec.mounts {
            try checkTarget(mount.target, "--volume", &targets)
            switch mount.kind {
            case .bind:
                try TextRules.checkAbsolutePath(mount.source, "--volume")
                try policy.checkBind(source: mount.source)
            case .volume:
                if !mount.source.isEmpty { try TextRules.checkIdentifier(mount.source, "--volume", atMost: 255) }
            }
        }
        for (path, options) in spec.tmpfs.sorted(by: { $0.key < $1.key }) {
            try checkTarget(path, "--tmpfs", &targets)
            let isGood = options.utf8.allSatisfy { TextRules.isAlphanumeric($0) || "=,_.-%".utf8.contains($0) }
            guard isGood, options.utf8.count <= 256 else {
                throw InvalidInput(
                    "--tmpfs", "'\(TextRules.shortened(options))' are no options. Write for example rw,size=64m.")
            }
        }
    }

    private static func checkTarget(
        _ target: String, _ field: String, _ seen: inout Set<String>
    ) throws(InvalidInput) {
        try TextRules.checkAbsolutePath(target, field)
        let path = SafetyPolicy.cleaned(target)
        guard path != "/" else {
            throw InvalidInput(
                field, "Nothing can be mounted over '/'. Name a directory of the container, such as /data.")
        }
        guard seen.insert(path).inserted else {
            throw InvalidInput(field, "Two things are mounted at '\(path)'. Give each a path of its own.")
        }
    }
}
