/// The version of this program.
enum BerthVersion {
    static let text = "0.1.0"
}
