import NIOCore
import NIOHTTP1

extension JournalEntry {
    /// What an entry takes beside its texts, by measurement.
    private static let fixedBytes = 1024

    /// Roughly what the entry takes in memory.
    var approximateBytes: Int {
        guard let request else { return Self.fixedBytes }
        var bytes = Self.fixedBytes + request.target.utf8.count + request.headers.approximateBytes
        if let answer = request.answer { bytes += answer.headers.approximateBytes + answer.body.readableBytes }
        return bytes
    }
}

extension HTTPHeaders {
    fileprivate var approximateBytes: Int {
        self.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }
    }
}
