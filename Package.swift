// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioExtras: Target.Dependency = .product(name: "NIOExtras", package: "swift-nio-extras")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

// The targets stand in the order in which a fragment passes them; each may depend only on those above it.
let package = Package(
    name: "scb-m2m-emulator",
    products: [
        .executable(name: "m2m-emulator", targets: ["m2m-emulator"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        .target(name: "Domain", swiftSettings: settings),
        .target(name: "PKI", dependencies: ["COpenSSL", "Domain"], swiftSettings: settings),
        .target(
            name: "Settings",
            dependencies: ["Domain", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Resources/settings.yaml")],
            swiftSettings: settings
        ),
        .target(name: "TLS", dependencies: ["COpenSSL", "Domain", nioCore], swiftSettings: settings),
        .target(name: "Wire", dependencies: ["Domain", "TLS", nioCore, nioHTTP1], swiftSettings: settings),
        .target(name: "Validation", dependencies: ["CLibXML2", "Domain"], swiftSettings: settings),
        .target(name: "Pipeline", dependencies: ["COpenSSL", "Domain", "TLS", "Validation"], swiftSettings: settings),
        .target(
            name: "Store",
            dependencies: ["Domain", "Pipeline", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings
        ),
        .target(
            name: "Server",
            dependencies: [
                "Domain", "PKI", "Pipeline", "Settings", "Store", "TLS", "Validation", "Wire",
                nioCore, nioPosix, nioHTTP1, nioExtras, logging, lifecycle,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "m2m-emulator",
            dependencies: [
                "Domain", "PKI", "Server", "Settings", logging, lifecycle,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
    ]
)
