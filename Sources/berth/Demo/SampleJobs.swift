import JobCore

/// The jobs of `berth sample-data`: each has a key of its own, so that it is submitted once.
struct SampleJobs {
    /// Where they run; `nil` leaves it to the router.
    let host: JobHost?
    /// With a shell in it.
    let image: String

    private static let scripts = [
        ("hello", "echo 'hello from a container'; echo 'and this is stderr' >&2"),
        ("countdown", "for i in 5 4 3 2 1; do echo $i; sleep 1; done"),
        ("report", "echo 'reading 120 rows'; sleep 2; echo 'written report.csv'"),
        ("checksum", "head -c 8m /dev/zero | md5sum"),
        ("fails", "echo 'input.csv: not found' >&2; exit 3"),
        ("long-log", "i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo \"row $i\"; done"),
    ]

    /// Of the template and its environment.
    static let templateName = "sample"

    var environment: EnvironmentTemplate {
        EnvironmentTemplate(
            name: Self.templateName, description: "For the template of that name.",
            variables: [EnvironmentVariable(name: "GREETING", value: "hello")])
    }

    var template: JobTemplate {
        var request = RunRequest(image: image, command: ["sh", "-c", "echo \"$GREETING from a template\""])
        request[.environmentTemplate] = [Self.templateName]
        return JobTemplate(name: Self.templateName, description: "Greets.", request: request)
    }

    func draft(_ index: Int) -> JobDraft {
        let (name, script) = Self.scripts[index % Self.scripts.count]
        var spec = JobSpec(image: image, command: ["sh", "-c", script])
        spec.labels = ["sample": "true"]
        spec.stopGrace = .seconds(1)
        var draft = JobDraft(name: "sample-\(name)-\(index + 1)", spec: spec)
        draft.routing.host = host?.name
        draft.idempotencyKey = "berth/sample-data/\(index + 1)"
        return draft
    }
}
