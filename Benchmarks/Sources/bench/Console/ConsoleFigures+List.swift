import Measures

extension ConsoleFigures {
    /// A long list of ended jobs, its store opened anew for each look at the first frame.
    func measureList(_ wanted: List) async throws -> List {
        var list = wanted
        Progress.say("console: a list of \(list.jobs) jobs")
        // Its path stands in the header: it must not look like the name of a job that is waited for.
        let berth = try makeBerth("list-of-\(list.jobs)-jobs")
        try addMock(berth, "mock")
        try await submit(berth, ["alpha", "beta", "gamma"], to: "mock")
        try workOnce(berth)
        try LargeHistory(path: berth.storePath + "/berth.sqlite").grow(by: list.jobs - 3)
        let newest = "-\(list.jobs) "
        for _ in 0..<10 {
            let console = try ConsoleProgram(berth, ["--no-worker"])
            list.open.append((try console.wait(for: newest) - console.began).inMilliseconds)
            _ = try console.quit()
        }
        let console = try ConsoleProgram(berth, ["--no-worker"])
        try console.wait(for: newest)
        for _ in 0..<20 { try measureKeys(console, newest, &list) }
        list.memory = Double(try ProcessFigures(pid: console.pid).proportional) / 1_048_576
        try console.drain(for: .seconds(2))
        let before = try ThreadFigures(pid: console.pid)
        try console.drain(for: .seconds(10))
        list.wakeUps = Double(try ThreadFigures(pid: console.pid).sleeps(since: before)) / 10
        _ = try console.quit()
        return list
    }

    private func measureKeys(_ console: ConsoleProgram, _ newest: String, _ list: inout List) throws {
        var began = try console.type("G")
        list.toEnd.append((try console.wait(for: "the end of the list") { $0.shows("alpha ") } - began).inMilliseconds)
        began = try console.type("g")
        list.toEnd.append((try console.wait(for: newest) - began).inMilliseconds)
        began = try console.type("\u{1B}[6~\u{1B}[6~")
        list.page.append((try console.wait(for: newest, isGone: true) - began).inMilliseconds)
        try console.type("g")
        try console.wait(for: newest)
        began = try console.type("O")
        list.reverse.append((try console.wait(for: "the reversed list") { $0.shows("alpha ") } - began).inMilliseconds)
        try console.type("O")
        try console.wait(for: newest)
        // By name, the third row of the orders; the first name of all.
        try console.type("gojj")
        try console.drain(for: .milliseconds(50))
        began = try console.type("\r")
        let ordered = try console.wait(for: "by name") { $0.shows("by name") && $0.shows("alpha ") }
        list.name.append((ordered - began).inMilliseconds)
        try console.type("okkkk")
        try console.drain(for: .milliseconds(50))
        try console.type("\rg")
        try console.wait(for: newest)
        try console.type("/")
        try console.drain(for: .milliseconds(50))
        let wanted = "-\(list.jobs / 2)"
        began = try console.type(wanted)
        list.filter.append(
            (try console.wait(for: "the filtered list") { $0.shows(wanted + " ") && !$0.shows(newest) } - began)
                .inMilliseconds)
        try console.type("\u{15}\r")
        try console.wait(for: newest)
    }
}
