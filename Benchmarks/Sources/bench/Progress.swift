import Foundation

/// Says on standard error what is being done.
enum Progress {
    static func say(_ words: String) {
        FileHandle.standardError.write(Data("\(words) ...\n".utf8))
    }
}
