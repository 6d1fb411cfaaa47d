import JobCore

/// Fields of the launch form that belong together.
struct FormGroup: Sendable {
    let title: String
    let fields: [FormField]

    private init(_ title: String, _ fields: [FormField]) {
        self.title = title
        self.fields = fields
    }

    /// Every option of `berth run` that says something about a job, from what one needs most.
    static let all: [FormGroup] = [
        FormGroup("What", [.image, .command, .option(.name), .option(.shell), .option(.template)]),
        FormGroup(
            "Resources",
            [
                .option(.memory), .option(.cpus), .option(.gpus), .option(.resource), .option(.pidsLimit),
                .option(.sharedMemory), .option(.ulimit),
            ]),
        FormGroup(
            "Environment",
            [
                .option(.environment), .option(.environmentFile), .option(.secret), .option(.secretFile),
                .option(.environmentTemplate),
            ]),
        FormGroup(
            "Files",
            [.option(.volume), .option(.mount), .option(.tmpfs), .option(.readOnly), .option(.device)]),
        FormGroup(
            "Network",
            [
                .option(.network), .option(.networkAlias), .option(.publish), .option(.hostname), .option(.addHost),
                .option(.dns),
            ]),
        FormGroup(
            "Retry and schedule",
            [
                .option(.timeout), .option(.retry), .option(.retryOn), .option(.priority), .option(.at),
                .option(.delay), .option(.hold),
            ]),
        FormGroup(
            "Queue",
            [
                .option(.after), .option(.group), .option(.unique), .option(.each), .option(.matrix),
                .option(.idempotencyKey),
            ]),
        FormGroup(
            "Placement",
            [
                .option(.host), .option(.executor), .option(.region), .option(.require), .option(.prefer),
                .option(.platform), .option(.pull),
            ]),
        FormGroup(
            "Process",
            [
                .option(.entrypoint), .option(.workingDirectory), .option(.user), .option(.terminal),
                .option(.initProcess), .option(.stopSignal), .option(.stopTimeout),
            ]),
        FormGroup(
            "Rights and labels",
            [
                .option(.addCapability), .option(.dropCapability), .option(.privileged), .option(.label),
                .option(.labelFile),
            ]),
    ]
}
