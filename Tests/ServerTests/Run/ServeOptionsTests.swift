import Domain
import Foundation
import Logging
import Settings
import Testing

@testable import Server

@Suite struct ServeOptionsTests {
    @Test("Production is served where it has a port")
    func environments() {
        var options = ServeOptions(settings: .default)
        #expect(options.environments.map(\.name) == [.test])
        options.productionPort = 0
        #expect(options.environments.map(\.name) == [.test, .production])
        #expect(options.environments.map(\.port) == [8443, 0])
    }

    @Test("Production that the settings do not have is refused before anything is made")
    func noProduction() async throws {
        let folder = try DataFolder(path: nil)
        defer { folder.removeIfTemporary() }
        var options = ServeOptions(settings: .default)
        options.settings.environments[.production] = nil
        try options.check()
        options.productionPort = 0
        options.certificatesFolder = "\(folder.path)/certs"
        options.dataFolder = "\(folder.path)/data"
        let error = await #expect(throws: EmulatorError.self) {
            try await Emulator.start(options, logger: LogLines().logger)
        }
        #expect(error?.description == EmulatorError.notInSettings(.production).description)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
