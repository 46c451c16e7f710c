import Domain
import Testing

@Suite("A certificate's serial number")
struct CertificateSerialTests {
    @Test(
        "However a tool writes it, the same number compares equal",
        arguments: [
            "1A2B3C", "1a2b3c", "1A:2B:3C", "1a 2b 3c", "001A2B3C", "00:00:1a:2b:3c", "0x1A2B3C", "0X1a2b3c",
            "0x00 1a:2b:3c", " 1A2B3C ",
        ]
    )
    func sameNumber(text: String) throws {
        let serial = try #require(CertificateSerial(text))
        #expect(serial.hex == "1A2B3C")
        #expect(serial == CertificateSerial("1A2B3C"))
    }

    @Test(
        "Zero is written as one digit",
        arguments: ["0", "00", "0x0", "00:00", String(repeating: "0", count: 60)]
    )
    func zero(text: String) throws {
        #expect(try #require(CertificateSerial(text)).description == "0")
    }

    @Test("Twenty bytes are the most, leading zeros not counted")
    func length() {
        let twenty = String(repeating: "F", count: 40)
        #expect(CertificateSerial(twenty)?.hex == twenty)
        #expect(CertificateSerial("00" + twenty)?.hex == twenty)
        #expect(CertificateSerial("1" + twenty) == nil)
    }

    @Test(
        "Anything but hexadecimal digits is no serial number",
        arguments: ["", " ", ":", "0x", "0x0x1", "1G", "-1", "+1", "1A-2B", "1A.2B", "１２", "٣", "1A\n", "\u{FB00}"]
    )
    func refused(text: String) {
        #expect(CertificateSerial(text) == nil)
    }
}
