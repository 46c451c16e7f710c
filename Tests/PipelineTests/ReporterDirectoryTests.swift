import Domain
import TLS
import Testing

@testable import Pipeline

@Suite("Whom a serial number stands for")
struct ReporterDirectoryTests {
    private let directory = ReporterDirectory(environment: .test, users: [.bank, .closed])

    /// The user's name, or the code of the refusal.
    private func user(_ serial: String) -> String {
        do throws(CertificateRefusal) {
            return try self.directory.reporter(for: .unchecked(.certificate(serial))).user.name
        } catch {
            return Problem.certificateRefused(error, environment: .test).code
        }
    }

    @Test("An issued certificate stands for its user from the moment on that the register has it, and no longer")
    func issued() {
        #expect(self.user("AA") == "certificate-unmapped")
        self.directory.replaceIssued([.known("AA"): "bank"])
        #expect(self.user("AA") == "bank")
        #expect(self.user("01") == "bank")
        self.directory.replaceIssued([.known("AB"): "bank"])
        #expect(self.user("AA") == "certificate-unmapped")
        #expect(self.user("AB") == "bank")
        self.directory.replaceIssued([:])
        #expect(self.user("AB") == "certificate-unmapped")
        #expect(self.user("01") == "bank")
    }

    @Test("A name that the settings do not know stands for nobody, a disabled user stays disabled")
    func unknownAndDisabled() {
        self.directory.replaceIssued([.known("AA"): "stranger", .known("AB"): "closed"])
        #expect(self.user("AA") == "certificate-unmapped")
        #expect(self.user("AB") == "user-disabled")
    }

    @Test("Where the settings name a serial number, the register does not change whose it is")
    func settingsFirst() {
        self.directory.replaceIssued([.known("03"): "bank", .known("01"): "stranger"])
        #expect(self.user("03") == "user-disabled")
        #expect(self.user("01") == "bank")
    }
}
