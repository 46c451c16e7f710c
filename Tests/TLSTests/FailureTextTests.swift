import TLS
import Testing

@Suite("Failures in words")
struct FailureTextTests {
    @Test("What happened and what to do", arguments: FailureText.all)
    func text(_ row: FailureText) {
        #expect(row.cause.message == row.message)
        #expect(row.cause.hint == row.hint)
    }

    @Test("Only alerts about a certificate have the hint that the server's is not trusted", arguments: 0...255)
    func hint(_ number: Int) {
        let alert = TLSAlert(.received, number: UInt8(number))
        let trust =
            "It does not accept the server's certificate: let it trust server/ca.crt of the emulator's certs folder, "
            + "and reach the emulator by a name in the server's certificate (localhost, 127.0.0.1), unless "
            + "it is to refuse it (tls.server-certificate)."
        let isAboutCertificate = [42, 43, 44, 45, 46, 48].contains(number)
        #expect((TLSFailureCause.endedByClient(alert).hint == trust) == isAboutCertificate)
    }

    @Test("Each alert of RFC 8446 has its name", arguments: AlertCase.ofClosing + AlertCase.ofHandshake)
    func alertName(_ row: AlertCase) {
        let alert = TLSAlert(.sent, number: row.number)
        #expect(alert.name == row.name)
        #expect(alert.description == "\(row.name) sent")
        #expect(TLSAlert(.received, number: row.number).description == "\(row.name) received")
    }

    @Test("An alert that nobody has named goes by its number", arguments: [1, 99, 255] as [UInt8])
    func unknownAlert(_ number: UInt8) {
        #expect(TLSAlert(.received, number: number).name == String(number))
    }
}
