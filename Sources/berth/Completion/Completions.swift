import Foundation
import JobCore
import JobEngine
import JobPersistence

/// What shells are offered while a command line is typed, from the store that it names. Never fails and never makes a store:
/// what cannot be read offers nothing.
enum Completions {
    /// So many jobs are worth offering.
    private static let limit = 50

    /// Numbers of the newest jobs, and `@NAME` once something of it was typed.
    @Sendable static func jobs(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await withRuntime(words) { runtime in
            guard prefix.hasPrefix("@") else {
                let jobs = try await runtime.manager.jobs.list(JobQuery(limit: limit)).jobs
                return jobs.map { "\($0.number)" }.filter { $0.hasPrefix(prefix) }
            }
            var query = JobQuery(limit: limit)
            if prefix.count > 1 { query.name = String(prefix.dropFirst()) }
            let names = Set(try await runtime.manager.jobs.list(query).jobs.map(\.name))
            return names.filter(isPlain).map { "@\($0)" }.filter { $0.hasPrefix(prefix) }.sorted()
        }
    }

    /// Names of hosts.
    @Sendable static func hosts(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await names(words, prefix) { try await $0.hosts.list().map(\.name) }
    }

    /// Names of groups.
    @Sendable static func groups(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await names(words, prefix) { try await $0.groups.list().map(\.name) }
    }

    /// Names of saved jobs.
    @Sendable static func templates(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await names(words, prefix) { try await $0.templates.list().map(\.name) }
    }

    /// Names of saved variables.
    @Sendable static func environments(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await names(words, prefix) { try await $0.templates.environments().map(\.name) }
    }

    /// Names of schedules.
    @Sendable static func schedules(_ words: [String], _ index: Int, _ prefix: String) async -> [String] {
        await names(words, prefix) { try await $0.schedules.list().map(\.name) }
    }

    private static func names(
        _ words: [String], _ prefix: String, _ list: @escaping (JobManager) async throws -> [String]
    ) async -> [String] {
        await withRuntime(words) { try await list($0.manager).filter { $0.hasPrefix(prefix) } }
    }

    private static func withRuntime(
        _ words: [String], _ body: (Runtime) async throws -> [String]
    ) async -> [String] {
        do {
            let settings = try Settings.load(
                store: value(of: "--store", in: words), configuration: value(of: "--config", in: words))
            let runtime = try await Runtime.open(settings, command: "completion", isCreating: false, isReadOnly: true)
            let answer = try? await body(runtime)
            await runtime.store.close()
            return answer ?? []
        } catch {
            return []
        }
    }

    private static func value(of option: String, in words: [String]) -> String? {
        if let place = words.lastIndex(of: option), words.indices.contains(place + 1) { return words[place + 1] }
        return words.last { $0.hasPrefix("\(option)=") }.map { String($0.dropFirst(option.count + 1)) }
    }

    /// What a shell takes as one word without quotes.
    private static func isPlain(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
