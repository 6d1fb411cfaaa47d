import Foundation

/// The entry point: prepares the process, runs one command, exits with its code.
@main
struct Main {
    static func main() async {
        ProcessSetup.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let code = await CommandLineRunner.run(arguments)
        exit(code)
    }
}
