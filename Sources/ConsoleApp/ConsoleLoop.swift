import ConsoleUI
import Foundation
import JobCore
import JobEngine

/// The one loop that owns the console's state: takes everything that waits, then draws once.
///
/// Keys, and what a person waits for, are drawn at once; frames that data cause are at most thirty a second. Nothing runs while nothing moves: ages
/// tick only while one is on the screen, the clock by the minute. It runs on the terminal's own thread, so
/// that a tick wakes no other one.
struct ConsoleLoop<Screen: Terminal>: Sendable {
    let source: any ConsoleSource
    let options: ConsoleOptions
    let state: ConsoleState
    private let mailbox = Mailbox()

    /// A worker that was started and is not seen after that long has ended again.
    private static var startPatience: Duration { .seconds(2) }

    init(source: any ConsoleSource, options: ConsoleOptions, state: ConsoleState) {
        self.source = source
        self.options = options
        self.state = state
    }

    func run(on terminal: isolated Screen) async -> ConsoleExit {
        let subscriptions = Subscriptions(source: source, mailbox: mailbox)
        let input = Task { [mailbox] in await Self.forwardInput(from: terminal, to: mailbox) }
        let changes = Task { [source] in
            for await change in source.changes() { subscriptions.note(change) }
        }
        defer {
            input.cancel()
            changes.cancel()
        }
        return await withTaskCancellationHandler {
            // What was asked for is a child of this group: leaving waits for it, so that no change is lost.
            await withDiscardingTaskGroup { group in
                group.addTask { [mailbox, options] in
                    for notice in await options.prepare() {
                        mailbox.post(.input(.told(notice.text, isError: notice.isError)))
                        if notice.isError { mailbox.post(.data(.workerStartFailed)) }
                    }
                    mailbox.post(.prepared)
                    subscriptions.refreshAll()
                }
                return await loop(on: terminal, subscriptions, &group)
            }
        } onCancel: {
            mailbox.post(.ended(.terminated(signal: SIGTERM)))
        }
    }

    private func loop(
        on terminal: isolated Screen, _ subscriptions: Subscriptions, _ group: inout DiscardingTaskGroup
    ) async -> ConsoleExit {
        var state = state
        var startDeadline: ContinuousClock.Instant?
        var nextDataFrame = ContinuousClock.now
        var touchedAt = ContinuousClock.now
        var sleep = SleepWatch(now: options.now(), uptime: options.uptime())
        for notice in options.notices { _ = state.apply(.told(notice.text, isError: notice.isError)) }
        var shown = state.frame()
        var shownAt = state.now
        // Whether the state has changed since, and whether it is to be drawn though it has not.
        var isStale = false
        var isDue = false
        terminal.present(shown)
        subscriptions.show(state.visible, isAwaited: true)
        while true {
            let events = await mailbox.next()
            var isUrgent = false
            var ended: ConsoleExit?
            var effects = state.apply(time())
            // A tick changes nothing but the time.
            var isTick = effects.isEmpty && events.allSatisfy { if case .alarm = $0 { true } else { false } }
            let before = isTick ? nil : state
            for event in events {
                switch event {
                case .input(let action):
                    effects += state.apply(action)
                    isUrgent = true
                    touchedAt = .now
                case .data(let action): effects += state.apply(action)
                case .awaited(let action):
                    effects += state.apply(action)
                    isUrgent = true
                case .alarm: isDue = true
                case .prepared: startDeadline = .now + Self.startPatience
                case .resumed: isUrgent = true
                case .ended(let exit): ended = exit
                }
            }
            if let deadline = startDeadline, deadline <= .now {
                startDeadline = nil
                (isTick, isStale) = (false, true)
                effects += state.apply(.workerStartOver)
            }
            if let length = sleep.jump(now: options.now(), uptime: options.uptime()) {
                _ = state.apply(.clockJumped(length))
                (isTick, isStale) = (false, true)
                subscriptions.refreshAll()
            }
            if !isTick { subscriptions.show(state.visible, isAwaited: isUrgent) }
            for effect in effects where effect != .quit { await perform(effect, on: terminal, subscriptions, &group) }
            if let exit = ended ?? (effects.contains(.quit) ? .quit : nil) { return exit }
            // An answer that says what is on the screen already costs no frame.
            if let before, state != before { isStale = true }
            var frameDeadline: ContinuousClock.Instant?
            if isUrgent || isDue || isStale {
                if isUrgent || ContinuousClock.now >= nextDataFrame {
                    shown = isUrgent || isStale ? state.frame() : state.frame(aging: shown, of: shownAt)
                    shownAt = state.now
                    (isStale, isDue) = (false, false)
                    terminal.present(shown)
                    if !isUrgent { nextDataFrame = .now + Subscriptions.frameInterval }
                } else {
                    frameDeadline = nextDataFrame
                }
            }
            let period = state.clockPeriod(untouchedFor: .now - touchedAt)
            let deadline = [.now + .untilNext(period, after: state.now), frameDeadline, startDeadline]
                .compactMap(\.self).min()
            terminal.setAlarm(at: deadline) { [mailbox] in mailbox.post(.alarm) }
        }
    }

    private func perform(
        _ effect: ConsoleEffect, on terminal: isolated Screen, _ subscriptions: Subscriptions,
        _ group: inout DiscardingTaskGroup
    ) async {
        switch effect {
        case .shell(let target):
            // Nothing is drawn meanwhile, so nothing is read.
            subscriptions.leaveAll()
            let reply = await terminal.lend(.raw) { [source] lent in await source.shell(in: target, on: lent) }
            mailbox.post(.input(.replied(reply, generation: 0)))
        case .notify(let notice):
            terminal.notify(notice.text)
            group.addTask { [source, mailbox] in
                guard let failure = await source.notify(notice) else { return }
                mailbox.post(.input(.told(failure, isError: true)))
            }
        case .captureMouse(let isOurs): terminal.captureMouse(isOurs)
        case .ask(let request, let generation):
            group.addTask { [source, mailbox] in
                let reply = await source.reply(to: request)
                mailbox.post(.input(.replied(reply, generation: generation)))
            }
        case .copy(let text): terminal.copy(text)
        case .view(let path, let tool):
            // Nobody looks at what would be read meanwhile; all of it is read again afterwards.
            subscriptions.leaveAll()
            await view(path, on: terminal, in: tool == .pager ? options.pager : options.editor)
            unlink(path)
        case .editSettings:
            subscriptions.leaveAll()
            makeSettingsDirectory()
            await view(options.settingsPath, on: terminal, in: options.editor)
        case .redraw: terminal.invalidate()
        case .suspend: terminal.suspend()
        case .quit: break
        }
    }

    /// Editors do not make the directory of a new file. What hinders it, they say themselves when the file is written.
    private func makeSettingsDirectory() {
        let directory = URL(fileURLWithPath: options.settingsPath).deletingLastPathComponent()
        try? FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Lets a program show a file.
    private func view(_ path: String, on terminal: isolated Screen, in command: String) async {
        let program = ForegroundProgram(command: command, file: path)
        let end = await terminal.lend(.found) { lent in await program.run(on: lent) }
        let failure: String? =
            switch end {
            case .exited(126), .exited(127):
                "Could not start '\(command)'. Set PAGER or EDITOR to a program that is there."
            case .notStarted(let reason): "Could not start '\(command)': \(reason)."
            case .exited, .signalled: nil
            }
        if let failure { mailbox.post(.input(.replied(.refused(failure), generation: 0))) }
    }

    private func time() -> ConsoleAction {
        let now = options.now()
        return .time(now, secondsFromUTC: options.timeZone.secondsFromGMT(for: now))
    }

    private static func forwardInput(from terminal: isolated Screen, to mailbox: Mailbox) async {
        for await event in terminal.events {
            switch event {
            case .key(let key): mailbox.post(.input(.key(key)))
            case .mouse(let event): mailbox.post(.input(.mouse(event)))
            case .pasted(let text): mailbox.post(.input(.pasted(text)))
            case .resized(let size): mailbox.post(.input(.resized(size)))
            case .suspendRequested: mailbox.post(.input(.suspendRequested))
            case .resumed: mailbox.post(.resumed)
            case .terminated(let signal): mailbox.post(.ended(.terminated(signal: signal)))
            case .hungUp: mailbox.post(.ended(.hungUp))
            }
        }
        mailbox.post(.ended(.hungUp))
    }
}
