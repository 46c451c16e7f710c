// The vocabulary of the tests: with it, `import EmulatorTesting` is all that a test needs.
@_exported public import Client
@_exported public import Domain
@_exported public import Journal
@_exported public import PKI
@_exported public import Pipeline
@_exported public import ReportCard
@_exported public import Scenarios
@_exported public import Server
@_exported public import Settings
@_exported public import YAMLReading
