import Foundation
import NIOHTTP1

extension HARDocument {
    /// - Parameters:
    ///   - entries: of a journal, failed handshakes too.
    ///   - redaction: what is left out.
    ///   - hashes: of the entries' payloads, by their numbers.
    ///   - emulatorVersion: told as the creator's.
    public init(
        _ entries: [JournalEntry],
        redaction: Redaction = .secrets,
        hashes: [Int: PayloadHash] = [:],
        emulatorVersion: String
    ) {
        let documents = entries.map {
            ($0, JournalEntryDocument($0, redaction: redaction, hash: hashes[$0.number]))
        }
        self.log = Log(
            creator: Creator(version: emulatorVersion),
            entries: documents.compactMap { entry, document in
                entry.request.map { Entry($0, document) }
            },
            _m2m: Extension(failedHandshakes: documents.filter { $0.0.request == nil }.map { $0.1 })
        )
    }
}

extension HARDocument.Entry {
    fileprivate init(_ request: RecordedRequest, _ document: JournalEntryDocument) {
        self.startedDateTime = document.time
        self.time = document.durationMilliseconds
        self.request = HARDocument.Request(request, document.request?.headers ?? [])
        self.response = HARDocument.Response(document.request?.answer)
        self.timings = HARDocument.Timings(wait: document.durationMilliseconds)
        self.connection = String(document.connection.number)
        self._m2m = document
    }
}

extension HARDocument.Request {
    fileprivate init(_ request: RecordedRequest, _ headers: [JournalEntryDocument.Header]) {
        let host = request.headers.first(name: "host") ?? "localhost"
        let url = request.target.hasPrefix("/") ? "https://\(host)\(request.target)" : request.target
        self.method = request.method
        self.url = url
        self.httpVersion = "HTTP/1.1"
        self.cookies = headers.values(of: "cookie").flatMap { $0.split(separator: ";") }.map {
            HARDocument.Pair(cookie: $0)
        }
        self.headers = headers.map { HARDocument.Pair(name: $0.name, value: $0.value) }
        self.queryString = (URLComponents(string: url)?.queryItems ?? []).map {
            HARDocument.Pair(name: $0.name, value: $0.value ?? "")
        }
        self.bodySize = request.bodyBytes
        guard request.bodyBytes > 0 else { return }
        self.postData = HARDocument.PostData(
            mimeType: headers.values(of: "content-type").first ?? "",
            text: "",
            comment: "The journal does not keep what was sent; _m2m.request.payload has its size and hash."
        )
    }
}

extension HARDocument.Response {
    fileprivate init(_ answer: JournalEntryDocument.Answer?) {
        let headers = answer?.headers ?? []
        let status = answer.map { HTTPResponseStatus(statusCode: $0.status) }
        self.status = answer?.status ?? 0
        self.statusText = status?.reasonPhrase ?? ""
        self.httpVersion = answer == nil ? "" : "HTTP/1.1"
        self.cookies = headers.values(of: "set-cookie").compactMap { value in
            value.split(separator: ";").first.map { HARDocument.Pair(cookie: $0) }
        }
        self.headers = headers.map { HARDocument.Pair(name: $0.name, value: $0.value) }
        self.content = HARDocument.Content(
            size: answer?.body.utf8.count ?? 0,
            mimeType: headers.values(of: "content-type").first ?? "",
            text: answer?.body
        )
        self.redirectURL = headers.values(of: "location").first ?? ""
        self.bodySize = answer?.body.utf8.count ?? -1
    }
}

extension HARDocument.Pair {
    /// - Parameter cookie: `name=value`.
    fileprivate init(cookie: Substring) {
        let parts = cookie.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.name = parts[0].trimmingCharacters(in: .whitespaces)
        self.value = parts.count > 1 ? String(parts[1]) : ""
    }
}

extension [JournalEntryDocument.Header] {
    fileprivate func values(of name: String) -> [String] {
        self.filter { $0.name.lowercased() == name }.map(\.value)
    }
}
