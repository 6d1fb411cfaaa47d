extension LogViewState {
    /// Searches for what has been typed so far, from where the reader was when it began: the next match at or below the
    /// first row, or while following the newest one.
    mutating func search(for text: String, from origin: LogViewState) {
        let pattern = LogPattern(text)
        guard pattern != search.pattern else { return }
        isFollowing = origin.isFollowing
        top = origin.top
        pan = origin.pan
        search.pattern = pattern
        search.current = nil
        if pattern == nil {
            search.isMatchesOnly = false
            stay()
        } else {
            seek(.match(from: isFollowing ? nil : top?.place, steps: isFollowing ? -1 : 0))
        }
    }

    /// Back to where the reader was before a search.
    mutating func returnTo(_ origin: LogViewState) {
        search = origin.search
        isFollowing = origin.isFollowing
        top = origin.top
        pan = origin.pan
        stay()
    }

    /// Goes so many matches further, or back.
    mutating func step(by steps: Int, _ geometry: LogGeometry) {
        // Pressed again before the answer: one more step from the same place.
        if case .seek(.match(let from, let before)) = anchor, before != 0 {
            return seek(.match(from: from, steps: before + steps))
        }
        if let current = search.current {
            seek(.match(from: current.place, steps: steps))
        } else if isFollowing {
            seek(.match(from: nil, steps: steps))
        } else {
            seek(.match(from: firstRow(geometry)?.place, steps: steps))
        }
    }

    mutating func toggleMatchesOnly() {
        search.isMatchesOnly.toggle()
        if let current = search.current, !isFollowing { top = LogTop(place: current.place) }
        top?.skippedRows = 0
        stay()
    }

    /// Ends the search; the reader stays at the line that it led to, at its beginning.
    mutating func endSearch() {
        search = LogSearch()
        pan = 0
        top?.skippedRows = 0
        stay()
    }
}
