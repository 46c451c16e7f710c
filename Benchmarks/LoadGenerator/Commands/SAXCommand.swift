import ArgumentParser
import CLibXML2
import Foundation

/// What `close` is compared with: libxml2 reading the same file with nobody listening.
struct SAXCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sax",
        abstract: "Times one bare libxml2 SAX parse of a file."
    )

    @Argument(help: "The file to parse.")
    var file: String

    @Option(name: .customLong("repeat"), help: "How many times.")
    var repeats = 3

    func run() throws {
        var durations = Durations()
        for _ in 0..<repeats {
            let before = now()
            try parse()
            durations.append(now() - before)
        }
        let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        try Report("sax", durations, bytes: size ?? 0).print()
    }

    private func parse() throws {
        guard let context = xmlCreateFileParserCtxt(file) else { throw LoadError("cannot read \(file)") }
        defer { xmlFreeParserCtxt(context) }
        // No callbacks at all: what is left is what any well-formedness check costs at least.
        context.pointee.sax.pointee = xmlSAXHandler()
        context.pointee.sax.pointee.initialized = XML_SAX2_MAGIC
        guard xmlParseDocument(context) == 0, context.pointee.wellFormed == 1 else {
            throw LoadError("\(file) is not well-formed XML")
        }
    }
}
