// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// What `make bench` and `make soak` run: a package of its own, so that nobody who builds Berth builds this.
let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "berth", path: ".."),
        .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
        .package(url: "https://github.com/swift-server/async-http-client", .upToNextMinor(from: "1.37.0")),
        .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    ],
    targets: [
        .target(name: "Measures", swiftSettings: settings),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Measures",
                .product(name: "BerthStore", package: "berth"),
                // Not linked, but built with it: what is measured is never older than what measures it.
                .product(name: "berth", package: "berth"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .testTarget(name: "MeasuresTests", dependencies: ["Measures"], swiftSettings: settings),
    ]
)
