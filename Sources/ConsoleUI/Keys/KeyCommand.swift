/// What a key can ask for; the key table gives each one its keys and its words.
public enum KeyCommand: String, CaseIterable, Sendable {
    case quitAtOnce, redraw, suspend
    case moveUp, moveDown, moveToFirst, moveToLast, pageUp, pageDown, halfPageUp, halfPageDown
    case help, back, leave
    case nextPane, previousPane, showJobs, showLogs
    case cancelJob
    case openJob, toggleFinished
    case toggleFollow, panLeft, panRight
    case yes, no, accept, nextButton
}
