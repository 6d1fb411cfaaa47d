import Glibc
import Synchronization

/// A program that has the terminal while we wait. In our process group, so that the keys of the terminal reach both and
/// the shell sees one job.
final class ForegroundChild: Sendable {
    private let process: pid_t
    /// Whether its number is still its own: after its end was taken, it may belong to anyone.
    private let isOurs = Mutex(true)

    /// Why it could not be started.
    struct Failure: Error {
        let reason: String
    }

    private init(process: pid_t) {
        self.process = process
    }

    /// Starts a program with the terminal as its input, output and error, and with the signals as they are by default.
    static func start(_ program: ForegroundProgram, terminal: Int32) -> Result<ForegroundChild, Failure> {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for descriptor in Int32(0)...2 { posix_spawn_file_actions_adddup2(&actions, terminal, descriptor) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var arguments = program.arguments.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        guard let name = program.arguments.first else { return .failure(Failure(reason: "there is no command")) }
        var process = pid_t()
        let code = posix_spawnp(&process, name, &actions, &attributes, &arguments, environ)
        guard code == 0 else { return .failure(Failure(reason: String(cString: strerror(code)))) }
        return .success(ForegroundChild(process: process))
    }

    /// Blocks until its end. When it is stopped (ctrl-Z), so are we; the shell continues both.
    func wait() -> ForegroundProgram.End {
        while true {
            // Looks first and takes the end under the lock, so that no signal goes to a number that is free again.
            var info = siginfo_t()
            if waitid(P_PID, id_t(process), &info, WEXITED | WSTOPPED | WNOWAIT) < 0 {
                if errno == EINTR { continue }
                return .notStarted(String(cString: strerror(errno)))
            }
            var status: Int32 = 0
            let result = isOurs.withLock { isOurs in
                let result = waitpid(process, &status, WUNTRACED | WNOHANG)
                if result > 0, status & 0xFF != 0x7F { isOurs = false }
                return result
            }
            guard result > 0 else { continue }
            if status & 0xFF == 0x7F {
                raise(SIGSTOP)
                continue
            }
            let signal = status & 0x7F
            return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
        }
    }

    /// Asks it to end.
    func terminate() {
        isOurs.withLock { isOurs in
            // Stopped, it could not take the request.
            if isOurs {
                kill(process, SIGTERM)
                kill(process, SIGCONT)
            }
        }
    }
}
