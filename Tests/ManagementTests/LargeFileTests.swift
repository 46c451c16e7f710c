import AsyncHTTPClient
import EmulatorTesting
import Foundation
import Management
import NIOCore
import NIOHTTP1
import Testing

/// A large file leaves the emulator in pieces, never as a whole in memory.
struct LargeFileTests {
    @Test("A gigabyte comes out while the process, other tests included, grows by far less")
    func download() async throws {
        try await withManagement { managed in
            let id = try await managed.test.client().deliver()
            let path = "\(managed.emulator.test.filesFolder)/\(id)"
            let size = 1 << 30
            #expect(truncate(path, size) == 0)
            let before = try Self.residentBytes()
            let url = "\(managed.management.baseURL)/environments/test/deliveries/\(id)/file"
            let response = try await managed.client.execute(
                HTTPClientRequest(url: url),
                deadline: .now() + .seconds(300)
            )
            #expect(response.headers.first(name: "Content-Length") == "\(size)")
            var received = 0
            var growth = 0
            for try await piece in response.body {
                received += piece.readableBytes
                if received % (32 << 20) < piece.readableBytes {
                    growth = max(growth, try Self.residentBytes() - before)
                }
            }
            #expect(received == size)
            #expect(growth < size / 2)
        }
    }

    /// As Linux counts it (proc(5), statm).
    private static func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
