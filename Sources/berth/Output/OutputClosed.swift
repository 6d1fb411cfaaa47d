/// Whoever read our output has closed it. Not a failure: the command ends quietly, and no job is touched (CMD-01).
struct OutputClosed: Error {}
