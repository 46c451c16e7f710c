import Domain
import NIOCore
import Wire

/// A form as the parser told it, each part's content joined: where the body was cut leaves no trace in it.
struct Form: Equatable {
    struct Part: Equatable {
        let name: String
        let isFile: Bool
        var content: [UInt8] = []
        var isEnded = false
    }

    /// Events that came in an order that makes no form.
    struct OutOfOrder: Error {}

    private(set) var parts: [Part] = []
    private(set) var isFinished = false

    /// - Parameter parts: as they stand in a form that was read to its end.
    init(_ parts: [(name: String, isFile: Bool, content: [UInt8])]) {
        self.parts = parts.map { Part(name: $0.name, isFile: $0.isFile, content: $0.content, isEnded: true) }
        self.isFinished = true
    }

    /// Reads a body to its end.
    init(reading body: Body, cutAt cuts: [Int] = []) throws {
        self.parts = []
        var parser = MultipartParser(boundary: try body.boundary)
        for chunk in body.chunks(cutAt: cuts) {
            for event in try parser.feed(chunk) { try self.take(event) }
        }
        try parser.end()
    }

    private mutating func take(_ event: MultipartParser.Event) throws {
        let isInPart = self.parts.last?.isEnded == false
        guard !self.isFinished else { throw OutOfOrder() }
        switch event {
        case .partBegan(let part) where !isInPart:
            self.parts.append(Part(name: part.name, isFile: part.hasFileName))
        case .content(let bytes) where isInPart && bytes.readableBytes > 0:
            self.parts[self.parts.count - 1].content += bytes.readableBytesView
        case .partEnded where isInPart: self.parts[self.parts.count - 1].isEnded = true
        case .finished where !isInPart: self.isFinished = true
        case .partBegan, .content, .partEnded, .finished: throw OutOfOrder()
        }
    }
}
