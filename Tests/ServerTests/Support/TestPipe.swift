import Foundation

/// A pipe of the operating system.
final class TestPipe {
    /// Where bytes go in.
    private(set) var input: Int32
    private var output: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        (self.output, self.input) = (ends[0], ends[1])
    }

    deinit {
        self.closeInput()
        self.closeOutput()
    }

    /// Writes until a further byte would wait.
    ///
    /// - Returns: how many bytes that took.
    func fill() -> Int {
        let flags = fcntl(self.input, F_GETFL)
        _ = fcntl(self.input, F_SETFL, flags | O_NONBLOCK)
        defer { _ = fcntl(self.input, F_SETFL, flags) }
        var count = 0
        while write(self.input, "x", 1) == 1 { count += 1 }
        return count
    }

    /// Reads `count` bytes for nothing.
    func discard(_ count: Int) {
        var rest = count
        var bytes = [UInt8](repeating: 0, count: count)
        while rest > 0 {
            let read = read(self.output, &bytes, rest)
            guard read > 0 else { return }
            rest -= read
        }
    }

    /// The lines to the end, which this makes by closing the input.
    func readAll() -> [String] {
        self.closeInput()
        let data = FileHandle(fileDescriptor: self.output, closeOnDealloc: false).readDataToEndOfFile()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
    }

    func closeOutput() {
        if self.output >= 0 { close(self.output) }
        self.output = -1
    }

    private func closeInput() {
        if self.input >= 0 { close(self.input) }
        self.input = -1
    }
}
