import JobCore

extension ConsoleState {
    /// The scopes of the key table that are open now, the most special one first.
    public var scopes: [KeyScope] {
        if let overlay { return overlay.content.scopes }
        let actions: [KeyScope] = focus.hasJob ? [.actions] : []
        return [focus.scope] + actions + [.panes, .everywhere, .always]
    }

    mutating func press(_ key: Key) -> [ConsoleEffect] {
        if case .character(let scalar) = key, overlay?.content.takesText == true {
            clearMessage()
            return paste(String(Character(scalar)))
        }
        guard let command = settings.keys.command(for: key, in: scopes) else { return [] }
        clearMessage()
        return perform(command)
    }

    /// Text for the field that is being written in; nowhere else does it do anything.
    mutating func paste(_ text: String) -> [ConsoleEffect] {
        changeOverlay { $0.takesText ? $0.type(text, in: $1) : .stays } ?? []
    }

    /// Does what a key or the palette asks for.
    mutating func perform(_ command: KeyCommand) -> [ConsoleEffect] {
        switch command {
        case .quitAtOnce: return [.quit]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        default: break
        }
        if overlay != nil { return performInOverlay(command) }
        if command.changesJobs, settings.isReadOnly {
            say("Read-only: this console may only look.")
            return []
        }
        return performForeign(command) ?? performCommon(command) ?? performJobs(command) ?? performActions(command)
            ?? performHosts(command)
            ?? performLogs(command) ?? performDetail(command) ?? performEvents(command) ?? performForm(command)
            ?? performContainers(command) ?? performNotices(command) ?? performQueue(command) ?? []
    }

    private mutating func performCommon(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .moveUp, .moveDown, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .moveToFirst, .moveToLast:
            move(command)
        case .help: overlays.append(.help(HelpOverlay(opened: scopes)))
        case .palette: overlays.append(.palette(PaletteOverlay(scopes: scopes)))
        case .messages: overlays.append(.messages(MessagesOverlay(messages: messageLog)))
        case .back: back()
        case .leave: return leave()
        case .nextPane: panes.step(by: 1)
        case .previousPane: panes.step(by: -1)
        case .showJobs: panes.show(.jobs)
        case .showHosts: panes.show(.hosts)
        case .showLogs: panes.show(.logs)
        case .showDetail: panes.show(.detail)
        case .showEvents: panes.show(.events)
        case .zoomIn: zoomIn()
        case .zoomOut: zoomOut()
        default: return nil
        }
        return []
    }

    private mutating func move(_ command: KeyCommand) {
        switch focus {
        case .jobs: moveJobs(command)
        case .hosts: hosts.move(command, visibleRows: layout.rows(of: .hosts))
        case .logs: moveLog(command)
        case .detail: moveDetail(command)
        case .events: events.move(command, visibleRows: layout.rows(of: .events))
        }
    }

    /// Where a half is what the pane has anyway, the next step is the full screen.
    private mutating func zoomIn() {
        panes.grow()
        if layout.kind == .stacked, panes.zoom == .half { panes.grow() }
    }

    private mutating func zoomOut() {
        panes.shrink()
        if layout.kind == .stacked, panes.zoom == .half { panes.shrink() }
    }

    /// One step back: from a large pane to its own place, else to the job list.
    private mutating func back() {
        if focus == .logs, endLogSearch() {
            return
        } else if focus == .jobs, jobs.canStepBack {
            jobs.stepBack()
        } else if panes.zoom != .none {
            panes.unzoom()
        } else {
            panes.show(.jobs)
        }
    }

    private mutating func leave() -> [ConsoleEffect] {
        // Only where one pane fills the screen is it a place that one came to from somewhere else.
        guard layout[.jobs].isEmpty else { return [.quit] }
        back()
        return []
    }
}

// MARK: - Overlays

extension ConsoleState {
    private mutating func performInOverlay(_ command: KeyCommand) -> [ConsoleEffect] {
        if command.changesJobs, settings.isReadOnly {
            say("Read-only: this console may only look.")
            return []
        }
        return changeOverlay { $0.perform(command, in: $1) } ?? []
    }

    /// Lets the overlay on top change, and does what comes of it; `nil` when there is none.
    mutating func changeOverlay(
        _ change: (inout any OverlayContent, ConsoleState) -> OverlayOutcome
    ) -> [ConsoleEffect]? {
        guard var content = overlay?.content else { return nil }
        let outcome = change(&content, self)
        overlays.removeLast()
        if !outcome.closes { overlays.append(content.overlay) }
        return outcome.then?(&self) ?? []
    }

    /// Lets the overlays follow what they show.
    mutating func settleOverlays() {
        for index in overlays.indices {
            var content = overlays[index].content
            content.settle(in: self)
            overlays[index] = content.overlay
        }
    }

    /// Takes the answer to a question: an overlay that waits for it, and the message at the foot.
    mutating func take(_ reply: ConsoleReply, generation: Int) -> [ConsoleEffect] {
        for index in overlays.indices {
            var content = overlays[index].content
            content.receive(reply, generation: generation)
            overlays[index] = content.overlay
        }
        closeHostForm(reply, generation: generation)
        switch reply {
        case .changed(let change, let results): report(change, results)
        case .found(let numbers, let isAll): mark(numbers, isAll: isAll)
        case .cleanupPlanned, .revealed: break
        case .fileExists(let path, let request): askToOverwrite(path, request)
        case .viewable(let path, let tool): return [.view(path: path, tool)]
        case .done(let sentence): say(sentence)
        case .refused(let sentence): say(sentence, isError: true)
        case .runLine, .launched, .invalid, .form, .templates: takeFormReply(reply)
        }
        return []
    }
}
