import ArgumentParser
import Foundation
import Samples

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Write an invented file of any size, for trying a client with something large."
    )

    @Option(help: "V40 or Krita_Monthly.")
    var format = SampleFile.Format.v40

    @Option(help: "Exact size: bytes, or with KiB, MiB or GiB.")
    var size: ByteCount

    @Option(help: "The same seed gives the same bytes.")
    var seed: UInt64 = 0

    @Argument(help: "Where to write it; an existing file is replaced.")
    var file: String

    func run() throws {
        do {
            try SampleFile(format: self.format, bytes: self.size.bytes, seed: self.seed).write(to: self.file)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}

/// A size on the command line.
struct ByteCount: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        let units = ["KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
        let unit = units.first { argument.hasSuffix($0.key) }
        guard let number = Int(argument.dropLast(unit?.key.count ?? 0)), number >= 0,
            case (let bytes, let overflow) = number.multipliedReportingOverflow(by: unit?.value ?? 1), !overflow
        else { return nil }
        self.bytes = bytes
    }
}
