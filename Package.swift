// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// `BERTH_WITHOUT_HTTP=1` leaves out everything that needs an HTTP client (the Docker executor and the executable), so
/// that the tests of core, store, mock and console build in under a minute (`make test-fast`).
let withoutHTTP = ProcessInfo.processInfo.environment["BERTH_WITHOUT_HTTP"] != nil

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let http = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A library target; its dependencies are the whole list of what it may import.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: settings)
}

var targets: [Target] = [
    .systemLibrary(name: "CNcurses", path: "CNcurses"),
    library("JobCore", [log]),
    library("JobEngine", ["JobCore", log, lifecycle, collections]),
    library("MockExecution", ["JobEngine", "JobCore", log]),
    library("JobPersistence", ["JobEngine", "JobCore", grdb, crypto, log]),
    library("ConsoleUI", ["JobCore", collections]),
    library("ConsoleNcurses", ["ConsoleUI", "CNcurses"]),
    library("ConsoleApp", ["ConsoleUI", "JobEngine", "JobCore", log]),
    tests("JobCoreTests", ["JobCore"]),
    tests("JobEngineTests", ["JobEngine", "JobCore", "MockExecution", "JobPersistence"]),
    tests("MockExecutionTests", ["MockExecution", "JobEngine", "JobCore"]),
    // The old store is read where it lies.
    tests("JobPersistenceTests", ["JobPersistence", "JobEngine", "JobCore", grdb], exclude: ["Fixtures"]),
    // Counts allocations in tests.
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    // The golden frames are read where they lie, so that they can be written anew there.
    tests(
        "ConsoleTests",
        ["ConsoleUI", "ConsoleNcurses", "ConsoleApp", "JobPersistence", "JobEngine", "JobCore", "CAllocations"],
        exclude: ["Goldens"]),
]

var dependencies: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-log", .upToNextMinor(from: "1.16.2")),
    .package(url: "https://github.com/apple/swift-collections", .upToNextMinor(from: "1.6.0")),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", .upToNextMinor(from: "2.13.0")),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
    .package(url: "https://github.com/apple/swift-crypto", .upToNextMinor(from: "4.5.2")),
]

/// The library is for the package in Benchmarks, which looks into stores.
var products: [Product] = [.library(name: "BerthStore", targets: ["JobPersistence", "JobEngine", "JobCore"])]

if !withoutHTTP {
    products.append(.executable(name: "berth", targets: ["berth"]))
    dependencies += [
        .package(url: "https://github.com/swift-server/async-http-client", .upToNextMinor(from: "1.37.0")),
        .package(url: "https://github.com/apple/swift-nio", .upToNextMinor(from: "2.101.2")),
        .package(url: "https://github.com/apple/swift-nio-ssl", .upToNextMinor(from: "2.37.6")),
        .package(url: "https://github.com/apple/swift-system", .upToNextMinor(from: "1.8.1")),
        .package(url: "https://github.com/swiftlang/swift-subprocess", .upToNextMinor(from: "1.0.2")),
        .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
        .package(url: "https://github.com/jpsim/Yams", .upToNextMinor(from: "6.2.2")),
    ]
    targets += [
        library(
            "DockerExecution",
            [
                "JobEngine", "JobCore", http, nio, nioHTTP, nioPosix, nioTLS, nioSSL, crypto, subprocess, system, log,
            ]),
        library("Webhooks", ["JobEngine", http, nio, nioHTTP, nioSSL, crypto]),
        .executableTarget(
            name: "berth",
            dependencies: [
                "JobCore", "JobEngine", "DockerExecution", "MockExecution", "JobPersistence", "Webhooks", "ConsoleUI",
                "ConsoleNcurses", "ConsoleApp", arguments, yams, log, lifecycle, signals, subprocess,
            ],
            swiftSettings: settings),
        tests(
            "DockerExecutionTests", ["DockerExecution", "JobEngine", "JobCore", nio, subprocess, system, log],
            resources: [.copy("Fixtures")]),
        tests(
            "BerthTests",
            [
                "berth", "DockerExecution", "MockExecution", "Webhooks", "JobPersistence", "JobEngine", "JobCore",
                subprocess, signals,
            ]),
    ]
}

let package = Package(name: "berth", products: products, dependencies: dependencies, targets: targets)
