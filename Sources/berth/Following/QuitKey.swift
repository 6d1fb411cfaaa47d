import Glibc
import JobCore
import Synchronization

/// The key that leaves an attached job running: the terminal's own quit key, ^\\ unless it is set otherwise, or another one for
/// as long as the run is attached (`--detach-keys`).
final class QuitKey: Sendable {
    private let character: UInt8?
    /// What the terminal was like before it was set.
    private let before = Mutex<termios?>(nil)

    /// The terminal's own.
    init() {
        character = nil
    }

    /// A key as `docker run --detach-keys` spells it: `ctrl-x`.
    ///
    /// - Throws: `InvalidInput` for what is no such key, and for those that end the job, edit the line or end the input.
    init(parsing text: String) throws(InvalidInput) {
        let letter = text.lowercased().hasPrefix("ctrl-") ? text.dropFirst(5) : ""
        guard letter.utf8.count == 1, let byte = letter.uppercased().utf8.first, (0x40...0x5F).contains(byte),
            !"@CDHIJMQSUVWZ".utf8.contains(byte)
        else {
            throw InvalidInput(
                "--detach-keys",
                "'\(TextForSentence.shortened(text))' cannot leave a job. Give one key with ctrl that has no meaning yet, such as ctrl-x or ctrl-p."
            )
        }
        character = byte & 0x1F
    }

    /// As people write it.
    var name: String {
        "^" + (character.map { String(UnicodeScalar($0 | 0x40)) } ?? "\\")
    }

    /// What leaves a job whose terminal is this one, where all other keys are the job's: docker's own ^P^Q unless named.
    var keysInTerminal: [UInt8] { character.map { [$0] } ?? [0x10, 0x11] }

    /// The same as people write it.
    var nameInTerminal: String {
        keysInTerminal.map { "^" + String(UnicodeScalar($0 | 0x40)) }.joined()
    }

    /// Makes it the terminal's quit key, where there is a terminal.
    func set() {
        guard let character else { return }
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        let held = settings
        before.withLock { $0 = held }
        withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VQUIT)] = character }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }

    /// Gives the terminal back as it was.
    func restore() {
        let held = before.withLock { held in
            defer { held = nil }
            return held
        }
        guard var settings = held else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }
}
