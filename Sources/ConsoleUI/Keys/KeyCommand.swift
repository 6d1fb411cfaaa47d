/// What a key can ask for; the key table gives each one its keys and its words.
public enum KeyCommand: String, CaseIterable, Sendable {
    // Everywhere.
    case quitAtOnce, redraw, suspend
    case moveUp, moveDown, moveToFirst, moveToLast, pageUp, pageDown, halfPageUp, halfPageDown
    case help, palette, messages, back, leave
    // Panes.
    case nextPane, previousPane, showJobs, showHosts, showLogs, showDetail, showEvents
    case previousTab, nextTab, zoomIn, zoomOut
    // The job list.
    case openJob, unfoldArray, foldArray, openLogs, inspect, filter, toggleFinished, mark, markAll, sort, reverseOrder,
        columns
    case copyNumber, earlierAttempt, foreignContainers, notifyAtEnd
    // What is done to jobs.
    case newJob, runAgain, runWithChanges, cancelJob, killJob, giveUp, deleteJob, cleanUp, openShell, holdOrRelease
    case lowerPriority, raisePriority, changeJobs
    // Beside the panes.
    case showGroups, showSchedules, showNotifications
    case pauseOrResume, newGroup, editLimit, removeEntry, listJobs, runNow, editSettings
    // Hosts.
    case openHost, activateHost, checkHost, addHost, editHost, saveHost
    // The journal.
    case openEvent
    // The log.
    case search, nextMatch, previousMatch, matchesOnly, toggleFollow, timestamps, toggleWrap, panLeft, panRight
    case streams, nextErrorBlock, logStart, saveLog, pageLog, editLog, copyLine
    // Questions, lists and fields.
    case yes, no, accept, nextButton
    case fieldLeft, fieldRight, fieldStart, fieldEnd, fieldErase, fieldDelete, fieldClear, fieldEraseWord, complete
    case cleanupAge, cleanupLogs, cleanupHistory
    case nextField, previousField, nextGroup, previousGroup, launchJob, clearForm, revealField, saveTemplate
    case containerUsage, hostContainers
    case releaseMouse

    /// How far a moving command goes in a list with so many rows on the screen; `nil` for any other command.
    func distance(page: Int) -> Int? {
        let page = max(1, page - 1)
        return switch self {
        case .moveUp: -1
        case .moveDown: 1
        case .pageUp: -page
        case .pageDown: page
        case .halfPageUp: -max(1, page / 2)
        case .halfPageDown: max(1, page / 2)
        // Far enough for any list, and no overflow when something is added.
        case .moveToFirst: -(1 << 40)
        case .moveToLast: 1 << 40
        default: nil
        }
    }

    /// Whether it ends the reading of a list.
    var closesList: Bool { self == .accept || self == .back || self == .leave }

    /// Whether it changes jobs or hosts, so that a console that may only look refuses it.
    var changesJobs: Bool {
        switch self {
        case .newJob, .runAgain, .runWithChanges, .cancelJob, .killJob, .giveUp, .deleteJob, .cleanUp, .openShell,
            .holdOrRelease,
            .lowerPriority, .raisePriority, .changeJobs, .activateHost, .addHost, .editHost, .pauseOrResume, .newGroup,
            .editLimit, .removeEntry, .runNow:
            true
        default: false
        }
    }

    /// Its name in the palette and in the configuration: `cancelJob` is `cancel job`.
    public var title: String {
        var title = ""
        for character in rawValue {
            if character.isUppercase, !title.isEmpty {
                title += " "
            }
            title += character.lowercased()
        }
        return title
    }
}
