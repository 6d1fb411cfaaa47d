import ArgumentParser
import JobCore

/// Run options, IMAGE and COMMAND as words of another command, read by the very definition of `berth run`.
enum JobWords {
    /// - Throws: `InvalidInput` that names the option.
    static func parse(_ words: [String]) throws -> RunRequest {
        do {
            return try RunCommand.parse(RunArguments.spelledOut(words)).request()
        } catch let error as InvalidInput {
            throw error
        } catch {
            throw InvalidInput("run options", RunCommand.message(for: error))
        }
    }
}
