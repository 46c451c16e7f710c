import Domain
import Foundation

@testable import Pipeline

/// One client's requests for two files, random but made again by the same seed, overlapping as they like, with kills in
/// between; and what the answers say that should not be.
final class Interleaving {
    /// What the requests do besides.
    enum Mischief: CaseIterable {
        case none
        /// Fragments come, and are refused, while -1 is under way.
        case refusedWhileClosing
        /// Requests whose place was taken go on for ever, and fragments may be empty.
        case lateBytes
    }

    private struct Request {
        let file: Int
        let index: FragmentIndex
        let content: String
        var rest: String
        let receipt: FragmentReceipt
        /// Whether no newer request has taken its place.
        var isCurrent = true
    }

    private let mischief: Mischief
    private let installation: Installation
    private var generator: SeededGenerator
    private var requests: [Request] = []
    private var files = [FileModel(), FileModel()]
    private(set) var delivered: [DeliveryID: String] = [:]
    private(set) var complaints: [String] = []
    private(set) var log: [String] = []

    init(seed: UInt64, mischief: Mischief) throws {
        self.mischief = mischief
        self.generator = SeededGenerator(state: seed)
        self.installation = try Installation()
    }

    func play(steps: Int) throws {
        // Nothing stays Bearbetar, so that a repeated -1 is always a file of its own.
        let policy = PipelinePolicy.usual(processingDelay: .zero)
        var left = steps
        while left > 0 {
            // Every part but the last ends in a kill.
            let part = min(left, Int.random(in: 20...80, using: &self.generator))
            left -= part
            try self.installation.run(policy: policy) { client throws in
                for _ in 0..<part { try self.step(client) }
                if left == 0 { try self.settle(client) }
            }
            self.forgetRequests()
        }
    }

    private func step(_ client: Client) throws {
        let file = Int.random(in: 0...1, using: &self.generator)
        let client = client.with { $0.file.fileName = "\(file).xml" }
        let any = self.requests.indices.randomElement(using: &self.generator)
        switch (Int.random(in: 0..<20, using: &self.generator), any) {
        case (0..<8, _), (_, nil): try self.start(file, client)
        case (8..<11, let request?): try self.feed(request, client)
        case (11..<18, let request?): try self.finish(request, client)
        case (18, let request?): try self.breakOff(request, client)
        default: try self.refuseHead(file, client)
        }
    }

    // MARK: Steps

    private func start(_ file: Int, _ client: Client) throws {
        let index = self.index(for: file)
        guard self.mayCome(index, file) else { return }
        let content = self.content(index, file)
        let underWay = self.requests.firstIndex { $0.file == file && $0.isCurrent }
        do {
            let receipt = try client.begin("\(index)")
            self.note("\(file): \(index) begins with '\(content)'")
            if let underWay { self.requests[underWay].isCurrent = false }
            if index == .numbered(0), underWay == nil {
                self.files[file].beganAnew()
                self.dropLate(file)
            }
            self.requests.append(Request(file: file, index: index, content: content, rest: content, receipt: receipt))
        } catch let problem as Problem {
            self.note("\(file): \(index) is refused: \(problem.code)")
            if underWay == nil, index == .numbered(self.files[file].pieces.count) {
                self.complain("the next is refused")
            }
            self.files[file].failed(index)
        }
    }

    private func feed(_ number: Int, _ client: Client) throws {
        let request = self.requests[number]
        let portion = String(request.rest.prefix(Int.random(in: 0...2, using: &self.generator)))
        self.requests[number].rest.removeFirst(portion.count)
        do throws(Problem) {
            try request.receipt.append(portion)
        } catch {
            if request.isCurrent { self.complain("the bytes of \(request.index) are refused: \(error.code)") }
            try client.pipeline.abandon(request.receipt)
            self.requests.remove(at: number)
        }
    }

    private func finish(_ number: Int, _ client: Client) throws {
        let request = self.requests.remove(at: number)
        do {
            let answer = try client.finish(request.receipt, request.rest)
            self.note("\(request.file): \(request.index) is acknowledged as \(answer.id)")
            if !request.isCurrent { self.complain("\(request.index) is acknowledged although its place was taken") }
            self.acknowledged(request, answer)
        } catch let problem as Problem {
            self.note("\(request.file): \(request.index) is refused at its end: \(problem.code)")
            self.refused(request, problem)
        }
    }

    private func acknowledged(_ request: Request, _ answer: Acknowledgement) {
        if case .numbered(let number) = request.index {
            let complaint = self.files[request.file].acknowledged(number, request.content, answer)
            if let complaint { self.complain(complaint) }
            // A repeated fragment 0 puts an end to the upload that it seemed to begin.
            if number == 0 { self.dropLate(request.file) }
            return
        }
        let (content, complaint) = self.files[request.file].closed(request.content, answer.id)
        if let complaint { self.complain(complaint) }
        self.delivered[answer.id] = content
        self.compareFiles()
        self.files[request.file] = FileModel()
        self.dropLate(request.file)
    }

    private func refused(_ request: Request, _ problem: Problem) {
        guard request.isCurrent else {
            if problem.code != "fragment-superseded" { self.complain("\(problem.code) instead of fragment-superseded") }
            return
        }
        // At the format check the whole upload goes.
        if request.index == .closing, problem.status == 400 {
            self.files[request.file] = FileModel()
            self.dropLate(request.file)
        } else {
            self.files[request.file].failed(request.index)
        }
    }

    private func breakOff(_ number: Int, _ client: Client) throws {
        let request = self.requests.remove(at: number)
        self.note("\(request.file): \(request.index) breaks off")
        try client.pipeline.abandon(request.receipt)
        if request.isCurrent { self.files[request.file].failed(request.index) }
    }

    private func refuseHead(_ file: Int, _ client: Client) throws {
        let index = self.index(for: file)
        guard self.mayCome(index, file) else { return }
        self.note("\(file): \(index) is refused for its head")
        try client.refuseHead("\(index)")
        self.files[file].failed(index)
    }

    /// A kill: what was under way broke off.
    private func forgetRequests() {
        for request in self.requests where request.isCurrent { self.files[request.file].failed(request.index) }
        self.requests = []
        self.note("killed")
    }

    /// Everything ends, and an hour goes by: nothing but the deliveries is left.
    private func settle(_ client: Client) throws {
        while !self.requests.isEmpty { try self.breakOff(0, client) }
        self.installation.clock.advance(by: 3601)
        try client.pipeline.sweep()
        self.compareFiles()
        let files = try self.installation.files
        if files != Set(self.delivered.keys.map(\.description)) { self.complain("\(files.count) files are left") }
    }

    private func compareFiles() {
        for (id, content) in self.delivered where self.installation.content(of: id) != content {
            self.complain("the file holds '\(self.installation.content(of: id) ?? "nothing")' instead of '\(content)'")
        }
    }

    // MARK: Choices

    private func index(for file: Int) -> FragmentIndex {
        switch Int.random(in: 0..<10, using: &self.generator) {
        case 0..<6: .numbered(self.files[file].pieces.count)
        case 6..<9: .closing
        default: .numbered(Int.random(in: 0...3, using: &self.generator))
        }
    }

    private func mayCome(_ index: FragmentIndex, _ file: Int) -> Bool {
        self.mischief == .refusedWhileClosing || index == .closing
            || !self.requests.contains { $0.file == file && $0.index == .closing }
    }

    private func content(_ index: FragmentIndex, _ file: Int) -> String {
        let isAlone = !self.requests.contains { $0.file == file }
        let empty = self.mischief == .lateBytes || (isAlone && index == .closing) ? [""] : []
        let choices =
            switch index {
            case .numbered(0): ["<a>", "<a>x", "<a></a>"]
            case .numbered: ["y", " "]
            case .closing: self.files[file].pieces.isEmpty ? ["<a/>", " <a/>", "</a>"] : ["</a>", "z</a>", " "]
            }
        return (choices + empty).randomElement(using: &self.generator) ?? ""
    }

    /// Unless they are the point, requests whose place was taken end with their upload.
    private func dropLate(_ file: Int) {
        if self.mischief != .lateBytes { self.requests.removeAll { $0.file == file && !$0.isCurrent } }
    }

    private func complain(_ complaint: String) {
        self.complaints.append("\(complaint), after \(self.log.suffix(12))")
    }

    private func note(_ line: String) { self.log.append(line) }
}
