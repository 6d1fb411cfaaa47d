/// Lets at most so many tasks into a section at once, in order of arrival.
actor Permits {
    private var free: Int
    private var queue: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    /// Waits for a permit. Not cancellable: every holder gives back within its own deadline.
    func acquire() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { queue.append($0) }
        }
    }

    /// Gives a permit back, or hands it to who waits longest.
    func release() {
        if queue.isEmpty {
            free += 1
        } else {
            queue.removeFirst().resume()
        }
    }
}
