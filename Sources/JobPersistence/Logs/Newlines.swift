import Glibc

/// Counts line ends by `memchr`, many times faster than a loop over bytes.
enum Newlines {
    static func count(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard var position = bytes.baseAddress else { return 0 }
        let end = position + bytes.count
        var count = 0
        while let found = memchr(position, 0x0A, end - position) {
            count += 1
            position = UnsafeRawPointer(found) + 1
        }
        return count
    }
}
