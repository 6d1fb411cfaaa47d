extension LogViewState {
    /// Moves by rows; up stops following.
    mutating func scroll(by delta: Int, _ geometry: LogGeometry) {
        guard let window, let last = geometry.lastTop(of: window.lines), var first = firstRow(geometry) else { return }
        if isFollowing {
            let isAtStart = window.isStart && first.skippedRows == 0 && first.place == window.lines.first?.place
            guard delta < 0, !isAtStart else { return }
        }
        // Far enough for any move within what is loaded.
        first = geometry.moved(first, by: max(-100_000, min(100_000, delta)), in: window.lines)
        if geometry.isBehind(first, last, in: window.lines) { first = last }
        isFollowing = false
        errorBlock = nil
        top = first
        readOn(geometry)
    }

    /// Asks for other lines when the first row has come near the edge of what is loaded.
    private mutating func readOn(_ geometry: LogGeometry) {
        guard let window, let top, let index = window.lines.firstIndex(where: { $0.place == top.place }) else { return }
        let isNearStart = !window.isStart && index < geometry.rows
        let isNearEnd = !window.isEnd && window.lines.count - index < geometry.rows * 2
        if anchor == .end || isNearStart || isNearEnd { anchor = .around(top.place) }
    }

    mutating func moveToFirst() {
        isFollowing = false
        pan = 0
        if anchor != .start || window?.isStart == true { top = nil }
        // Until the beginning is read, what is on the screen stays there.
        if window?.isStart == true {
            top = window?.lines.first.map { LogTop(place: $0.place) }
        } else {
            top = top ?? window?.lines.first.map { LogTop(place: $0.place) }
        }
        anchor = .start
    }

    mutating func follow() {
        errorBlock = nil
        isFollowing = true
        pan = 0
        search.current = nil
        anchor = .end
    }

    mutating func toggleFollow(_ geometry: LogGeometry) {
        guard isFollowing else { return follow() }
        pause(geometry)
    }

    /// Stays where the reader is, whatever comes.
    mutating func pause(_ geometry: LogGeometry) {
        guard isFollowing else { return }
        top = firstRow(geometry)
        isFollowing = false
        stay()
    }

    /// Goes to the next run of lines of standard error below the first row, or below the run that was gone to last.
    mutating func seekErrorBlock(_ geometry: LogGeometry) {
        seek(.errorBlock(after: errorBlock ?? (isFollowing ? nil : firstRow(geometry)?.place)))
    }

    mutating func begin(at start: LogStartOverlay.Start) {
        switch start {
        case .tail: follow()
        case .minute: seek(.last(seconds: 60))
        case .fiveMinutes: seek(.last(seconds: 300))
        case .hour: seek(.last(seconds: 3600))
        case .all: moveToFirst()
        }
    }

    /// Looks for a line that is not known by its number.
    mutating func seek(_ seek: LogSeek) {
        anchor = .seek(seek)
    }

    /// Puts a line that was found on the screen, with some lines before it.
    mutating func go(to target: LogWindow.Target, isMatch: Bool, _ geometry: LogGeometry) {
        guard let window else { return }
        if isMatch { search.current = target }
        if case .seek(.errorBlock) = anchor { errorBlock = target.place }
        // A match that is in sight stays where it is; anything else that was looked for comes to the top.
        let isInSight = isMatch && isOnScreen(target.place, geometry)
        isFollowing = false
        let above = isMatch ? -(geometry.rows / 3) : 0
        if !isInSight || top == nil {
            top = geometry.moved(LogTop(place: target.place), by: above, in: window.lines)
        }
        if let last = geometry.lastTop(of: window.lines), window.isEnd, let first = top,
            geometry.isBehind(first, last, in: window.lines)
        {
            top = last
        }
        anchor = .around(target.place)
        if isMatch, let column = target.column { pan(toMatchAt: column, geometry) }
    }

    private func isOnScreen(_ place: LogPlace, _ geometry: LogGeometry) -> Bool {
        guard let top, !isFollowing else { return false }
        var room = geometry.rows + top.skippedRows
        for line in lines(from: top) {
            room -= geometry.rows(of: line)
            if line.place == place { return room >= 0 }
            if room <= 0 { return false }
        }
        return false
    }

    /// Pans so that a match is seen, wherever in its line it begins.
    private mutating func pan(toMatchAt column: Int, _ geometry: LogGeometry) {
        guard !isWrapped, let length = search.pattern?.length else { return }
        if column + length > pan + geometry.columns || column < pan {
            pan = column + length <= geometry.columns ? 0 : min(column - geometry.columns / 3, Self.maxPan)
        }
    }
}
