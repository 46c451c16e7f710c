public import Domain
import Glibc

/// The check that fragment -1 waits for: the file is well-formed XML, and its root element has the name and the
/// namespace that its format asks for (docs/protocol.md, "Format check").
///
/// One streaming pass, about 5 MB of memory however large the file is. A value may be used from several threads at
/// once. Blocking: call off the event loop.
public struct FormatCheck: Sendable {
    /// How a check ended that refused nothing.
    public enum Completion: Hashable, Sendable {
        /// The whole file was read and nothing is wrong with it.
        case passed
        /// `isCancelled` said so; nothing is known about the file.
        case cancelled
        /// The system could not read the file; nothing is known about it.
        case unreadable(errno: Int32)
    }

    private let format: FileFormat
    private let fileName: String

    /// - Parameters:
    ///   - format: names the root element and the namespace, compared exactly; what it leaves open is not checked.
    ///   - fileName: the client's name for the file, for messages only.
    public init(_ format: FileFormat, fileName: String) {
        self.format = format
        self.fileName = fileName
    }

    /// Checks a spooled file. Blocking: call off the event loop.
    ///
    /// - Parameters:
    ///   - descriptor: open for reading; read from its first byte by position, so that its own offset neither matters
    ///     nor moves, and left open.
    ///   - isCancelled: asked on the calling thread before each 256 KiB.
    /// - Throws: what is wrong first: `file-empty`, `file-not-well-formed`, `file-wrong-root` or
    ///   `file-wrong-namespace`. Lines and columns count characters from 1 and tell where the parser stood, which is
    ///   usually just after the mistake.
    public func check(
        descriptor: Int32,
        isCancelled: @escaping () -> Bool = { false }
    ) throws(Problem) -> Completion {
        let source = FileSource(descriptor: descriptor, isCancelled: isCancelled)
        let pass = FormatPass(self.format, fileName: self.fileName, source: source)
        let parsed = LibXML.parse(pass)
        if let problem = pass.problem { throw problem }
        guard parsed else { return .unreadable(errno: ENOMEM) }
        switch source.ending {
        case .cancelled: return .cancelled
        case .failed(let errno): return .unreadable(errno: errno)
        case .endOfFile, nil: return .passed
        }
    }

    /// Checks the file at `path`; otherwise as ``check(descriptor:isCancelled:)``.
    public func check(path: String, isCancelled: @escaping () -> Bool = { false }) throws(Problem) -> Completion {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .unreadable(errno: errno) }
        defer { close(descriptor) }
        return try self.check(descriptor: descriptor, isCancelled: isCancelled)
    }
}
