import Glibc
import NIOCore

/// Notices a line whose other end is gone without a word: a cut network says nothing, and streams may be silent for days.
enum LineCare {
    private static let options: [(name: CInt, value: Int)] = [
        // Ask after 15 s of silence, every 5 s, three times; what was sent and is not taken breaks the line after 30 s.
        (TCP_KEEPIDLE, 15), (TCP_KEEPINTVL, 5), (TCP_KEEPCNT, 3), (TCP_USER_TIMEOUT, 30_000),
    ]

    /// Sets it up on a connection over TCP; others need none.
    static func keepAlive(_ channel: any Channel) -> EventLoopFuture<Void> {
        switch channel.remoteAddress {
        case .v4, .v6: break
        default: return channel.eventLoop.makeSucceededVoidFuture()
        }
        var steps = [channel.setOption(.socketOption(.so_keepalive), value: 1)]
        for option in options {
            steps.append(
                channel.setOption(.tcpOption(NIOBSDSocket.Option(rawValue: option.name)), value: option.value))
        }
        // A kernel that does not know one of them does no worse than before.
        return EventLoopFuture.andAllComplete(steps, on: channel.eventLoop)
    }
}
