public import Domain
import Glibc

/// A made-up file of any size that passes the format check: for trying a client, a time limit or a disk with something
/// large. The same format, size, seed and details give the same bytes.
///
/// Every name and number in it is invented.
public struct SampleFile: Sendable {
    /// What the file is made like.
    public enum Format: String, Sendable, CaseIterable {
        /// As SCB's published example: holders and their holdings.
        case v40 = "V40"
        /// Our invention, since the format is not publicly known; the emulator accepts any XML for it.
        case kritaMonthly = "Krita_Monthly"
    }

    /// Why no file came about.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The format's frame and one record need `minimum` bytes.
        case tooSmall(minimum: Int)
        /// The system refused to open or write the file.
        case unwritable(path: String, errno: Int32)

        public var description: String {
            switch self {
            case .tooSmall(let minimum): "a sample file of this format has at least \(minimum) bytes"
            case .unwritable(let path, let errno): "'\(path)' cannot be written: \(String(cString: strerror(errno)))"
            }
        }
    }

    /// The size in bytes, to be met exactly.
    public let bytes: Int
    private let seed: UInt64
    private let template: SampleTemplate

    /// - Parameters:
    ///   - bytes: the size, exactly.
    ///   - seed: decides the numbers in the records.
    ///   - organisation: the reporting agent, for the root element; without it 9990000045, as in SCB's example.
    ///   - period: the reference period, for the root element; without it 2017-09-30, as in SCB's example.
    /// - Throws: ``Failure/tooSmall(minimum:)``.
    public init(
        format: Format,
        bytes: Int,
        seed: UInt64 = 0,
        organisation: OrganisationNumber? = nil,
        period: ReferencePeriod? = nil
    ) throws(Failure) {
        self.bytes = bytes
        self.seed = seed
        let agent = organisation?.digits ?? "9990000045"
        let date = period?.text ?? "2017-09-30"
        self.template =
            switch format {
            case .v40: .v40(agent: agent, period: date)
            case .kritaMonthly: .kritaMonthly(agent: agent, period: date)
            }
        guard bytes >= self.template.minimumSize else { throw .tooSmall(minimum: self.template.minimumSize) }
    }

    /// Writes the file, in place of one that is there; on failure what was written stays. Blocking: call off the event
    /// loop. Takes about 2 MiB of memory whatever the size.
    ///
    /// - Throws: ``Failure/unwritable(path:errno:)``.
    public func write(to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unwritable(path: path, errno: errno) }
        let failure = self.write(descriptor)
        guard close(descriptor) == 0 || failure != nil else { throw .unwritable(path: path, errno: errno) }
        if let failure { throw .unwritable(path: path, errno: failure) }
    }

    /// - Returns: the system's error number, `nil` when all is written.
    private func write(_ descriptor: Int32) -> Int32? {
        var generator = SampleRecords(self.template, bytes: self.bytes, seed: self.seed)
        while let portion = generator.next() {
            var rest = portion[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                guard count >= 0 || errno == EINTR else { return errno }
                rest.removeFirst(max(0, count))
            }
        }
        return nil
    }
}
