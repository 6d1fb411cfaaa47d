import ArgumentParser
import JobCore

/// Run options, IMAGE and COMMAND as words of another command, read by the very definition of `berth run`.
enum JobWords {
    /// - Throws: `InvalidInput` that names the option.
    static func parse(_ words: [String]) async throws -> RunRequest {
        do {
            let command = try await RunCommand.asyncParse(RunArguments.spelledOut(words))
            guard !command.submit.interactive else {
                throw InvalidInput(
                    "--interactive", "Nobody is there to send it input. Leave it out, or give it a file by -v.")
            }
            return try command.request()
        } catch let error as InvalidInput {
            throw error
        } catch {
            throw InvalidInput("run options", RunCommand.message(for: error))
        }
    }
}
