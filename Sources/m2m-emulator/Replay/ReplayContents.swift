import Domain
import Foundation
import FoundationXML
import Journal
import Settings

/// What the fragments of a replay carry: what was recorded, or something of the same size.
struct ReplayContents {
    private let bundle: BundleDocument
    private let settings: Settings

    /// What the form around the content takes, when nothing better is known than the size of the body.
    private static let formBytes = 200

    init(_ bundle: BundleDocument, settings: Settings) {
        self.bundle = bundle
        self.settings = settings
    }

    func content(of entry: JournalEntryDocument) -> Data {
        if let recorded = self.bundle.payloads[String(entry.number)] { return recorded }
        guard let request = entry.request, let upload = request.upload else { return Data() }
        if let payload = request.payload { return self.standIn(payload, upload) }
        return self.refused(request)
    }

    /// A part of a document that is nothing but its root element, and white space behind it.
    private func standIn(_ payload: JournalEntryDocument.Payload, _ upload: JournalEntryDocument.Upload) -> Data {
        let document = self.document(of: upload)
        let (offset, bytes) = (Int(payload.offset), Int(payload.bytes))
        let start = document.dropFirst(offset).prefix(bytes)
        return Data(start) + Data(repeating: UInt8(ascii: " "), count: bytes - start.count)
    }

    private func document(of upload: JournalEntryDocument.Upload) -> Data {
        let program = StatisticalProgram(caseInsensitive: upload.program)
        let format = program.flatMap { self.settings.formats.format(FileFormatName(upload.format), of: $0) }
        let root = XMLElement(name: format?.rootElement ?? "Report")
        if let namespace = format?.namespace {
            root.setAttributesWith(["xmlns": namespace])
        }
        return Data(root.xmlString(options: .nodeCompactEmptyElement).utf8)
    }

    /// Of a fragment that was refused, only the size of its body is known, and why it was.
    private func refused(_ request: JournalEntryDocument.Request) -> Data {
        let bytes = max(0, request.bodyBytes - Self.formBytes)
        switch request.answer?.code {
        case "file-empty": return Data()
        case "fragment-too-large": return Data(repeating: 0x20, count: self.settings.limits.fragmentBytes + 1)
        case "file-wrong-root": return Data("<other/>".utf8)
        case "file-wrong-namespace":
            let root = self.settings.formats.formats.compactMap(\.rootElement).first ?? "Report"
            return Data(XMLElement(name: root).xmlString.utf8)
        default: return Data(repeating: 0x20, count: max(bytes, 1))
        }
    }
}
