// swift-tools-version: 6.2
import PackageDescription

var settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Where nobody waits for a warning to be read, it is an error.
if Context.environment["CI"] != nil { settings.append(.treatAllWarnings(as: .error)) }

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioConcurrency: Target.Dependency = .product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioExtras: Target.Dependency = .product(name: "NIOExtras", package: "swift-nio-extras")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")

// The targets stand in the order in which a fragment passes them; each may depend only on those above it.
let package = Package(
    name: "scb-m2m-emulator",
    products: [
        .executable(name: "m2m-emulator", targets: ["m2m-emulator"]),
        .library(name: "EmulatorTesting", targets: ["EmulatorTesting"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // No trait of its own: what it would read from configuration files, the command line says.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        .target(name: "CByteSearch"),
        .target(name: "CXMLSupport"),

        .target(name: "Domain", swiftSettings: settings),
        .target(name: "YAMLReading", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: settings),
        .target(
            name: "Settings",
            dependencies: ["Domain", "YAMLReading"],
            resources: [.embedInCode("Resources/settings.yaml")],
            swiftSettings: settings
        ),
        .target(
            name: "Scenarios",
            dependencies: ["Domain", "YAMLReading"],
            resources: [
                .embedInCode("Resources/every-status.yaml"),
                .embedInCode("Resources/filing-day.yaml"),
                .embedInCode("Resources/flaky-network.yaml"),
                .embedInCode("Resources/idle-close.yaml"),
                .embedInCode("Resources/maintenance.yaml"),
                .embedInCode("Resources/pedantic.yaml"),
                .embedInCode("Resources/triggers.yaml"),
            ],
            swiftSettings: settings
        ),
        .target(name: "X509Facts", dependencies: ["COpenSSL", "Domain"], swiftSettings: settings),
        .target(name: "PKI", dependencies: ["COpenSSL", "Domain", "X509Facts"], swiftSettings: settings),
        .target(
            name: "TLS",
            dependencies: ["COpenSSL", "Domain", "X509Facts", nioConcurrency, nioCore],
            swiftSettings: settings
        ),
        .target(name: "Wire", dependencies: ["CByteSearch", "Domain", nioCore, nioHTTP1], swiftSettings: settings),
        .target(
            name: "Validation",
            dependencies: ["CLibXML2", "CXMLSupport", "Domain"],
            resources: [
                .embedInCode("Resources/V10-1.xsd"),
                .embedInCode("Resources/V40-1.xsd"),
                .embedInCode("Resources/Krita_Monthly-1.xsd"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Pipeline",
            dependencies: ["Domain", "TLS", "Validation", nioConcurrency, systemPackage],
            swiftSettings: settings
        ),
        .target(
            name: "Store",
            dependencies: ["Domain", "Pipeline", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings
        ),
        .target(
            name: "Journal",
            dependencies: ["Domain", deque, nioConcurrency, nioCore, nioHTTP1],
            swiftSettings: settings
        ),
        .target(
            name: "Server",
            dependencies: [
                "Domain", "Journal", "PKI", "Pipeline", "Scenarios", "Settings", "Store", "TLS", "Validation", "Wire",
                nioCore, nioConcurrency, nioPosix, nioHTTP1, nioExtras, logging,
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ReportCard",
            dependencies: ["CLibXML2", "Domain", "Journal", mustache, nioCore, nioHTTP1],
            resources: [.embedInCode("Resources/report-card.mustache")],
            swiftSettings: settings
        ),
        .target(
            name: "Management",
            dependencies: [
                "COpenSSL", "Domain", "Journal", "PKI", "Pipeline", "ReportCard", "Scenarios", "Server", "Settings",
                "YAMLReading", hummingbird, httpTypes, lifecycle, logging, nioCore, nioConcurrency, nioHTTP1,
                nioHTTPTypes,
                nioPosix,
            ],
            resources: [.embedInCode("OpenAPI/management.yaml"), .embedInCode("OpenAPI/m2m.yaml")],
            swiftSettings: settings
        ),
        .target(
            name: "Client",
            dependencies: ["Domain", nioCore, nioHTTP1, nioPosix, asyncHTTPClient, nioSSL],
            swiftSettings: settings
        ),
        .target(
            name: "EmulatorTesting",
            dependencies: [
                "Client", "Domain", "Journal", "PKI", "Pipeline", "ReportCard", "Scenarios", "Server", "Settings",
                logging,
            ],
            swiftSettings: settings
        ),
        .target(name: "Samples", dependencies: ["Domain"], swiftSettings: settings),
        .executableTarget(
            name: "m2m-emulator",
            dependencies: [
                "Client", "Domain", "Journal", "Management", "PKI", "ReportCard", "Samples", "Scenarios", "Server",
                "Settings", "Store", "YAMLReading", asyncHTTPClient, logging, lifecycle, nioCore, nioHTTP1,
                nioPosix,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [.embedInCode("Resources/basic.yaml"), .embedInCode("Resources/full.yaml")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "m2m-load",
            dependencies: [
                "CLibXML2", "COpenSSL", "Domain", "Journal", "Validation", nioHTTP1,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/LoadGenerator",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "m2m-sandboxes",
            dependencies: ["EmulatorTesting", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Benchmarks/Sandboxes",
            swiftSettings: settings
        ),

        .testTarget(
            name: "PKITests",
            dependencies: ["Domain", "PKI", "X509Facts"],
            swiftSettings: settings
        ),

        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Domain", "PKI", "Pipeline", "Scenarios", "Server", "Settings", "Store", "TLS", "Validation", "Wire",
                logging, nioConcurrency, nioCore, nioEmbedded, nioHTTP1, nioPosix,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ClientTests",
            dependencies: ["Client", "Domain", nioConcurrency],
            swiftSettings: settings
        ),
        .testTarget(name: "DomainTests", dependencies: ["Domain"], swiftSettings: settings),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Domain", "Journal", nioCore, nioHTTP1],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ReportCardTests",
            dependencies: ["Domain", "Journal", "ReportCard", nioCore, nioHTTP1],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ManagementTests",
            dependencies: [
                "EmulatorTesting", "Management", "YAMLReading", asyncHTTPClient, logging, nioCore, nioHTTP1,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EmulatorTestingTests",
            dependencies: [
                "Domain", "EmulatorTesting", "Journal", "Server", asyncHTTPClient, nioCore, nioHTTP1, nioSSL,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PipelineTests",
            dependencies: ["Domain", "Pipeline", "Store", "TLS", nioConcurrency],
            swiftSettings: settings
        ),
        .testTarget(name: "StoreTests", dependencies: ["Domain", "Pipeline", "Store"], swiftSettings: settings),
        .testTarget(
            name: "TLSTests",
            dependencies: [
                "COpenSSL", "Domain", "PKI", "TLS", "X509Facts", nioConcurrency, nioCore, nioEmbedded, nioPosix,
            ],
            exclude: ["Clients"],
            swiftSettings: settings
        ),
        .testTarget(name: "WireTests", dependencies: ["Domain", "Wire", nioCore, nioHTTP1], swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Client", "Domain", "EmulatorTesting", "Journal", "PKI", "Scenarios", "Server", "Settings", logging,
                nioConcurrency, nioCore, nioHTTP1, nioPosix,
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                asyncHTTPClient, nioSSL,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "InteropTests",
            dependencies: ["m2m-emulator", "EmulatorTesting"],
            exclude: ["Clients"],
            swiftSettings: settings
        ),
        .testTarget(name: "SamplesTests", dependencies: ["Domain", "Samples", "Validation"], swiftSettings: settings),
        .testTarget(
            name: "ScenariosTests",
            dependencies: ["Domain", "Scenarios", "Settings", "YAMLReading"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SettingsTests",
            dependencies: ["Domain", "Settings", "YAMLReading"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ValidationTests",
            dependencies: ["Domain", "Samples", "Settings", "Validation"],
            swiftSettings: settings
        ),
        .testTarget(name: "YAMLReadingTests", dependencies: ["YAMLReading"], swiftSettings: settings),
    ]
)
