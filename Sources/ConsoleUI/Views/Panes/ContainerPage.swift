import JobCore

/// What the detail says about a container that is not ours, as lines.
struct ContainerPage {
    let row: ContainerRow
    let width: Int

    var lines: [DetailLine] {
        let container = row.container
        var state = DetailLine("foreign", .warning)
        state.parts.append(("  " + container.status, .text))
        return [DetailLine(container.name, .strong), state, .blank, DetailLine("image", container.image)]
            + DetailLine.wrapped("command", container.command, width: width).prefix(4)
            + [DetailLine("host", row.host), DetailLine("id", container.id.short), .blank]
            + WrappedText.lines(Self.words, width: width).map { DetailLine($0, .dim) }
    }

    private static let words =
        "Berth did not make it and only looks at it: enter shows its log, the engine's JSON and what it uses, e opens a "
        + "shell in it, R a form for a job like it."
}
