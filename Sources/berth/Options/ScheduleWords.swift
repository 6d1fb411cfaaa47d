public import ArgumentParser
public import JobCore

// The words of a closed set are checked, listed in the help and completed by the argument parser.
extension ScheduleOverlap: ExpressibleByArgument {}
extension MissedRuns: ExpressibleByArgument {}
