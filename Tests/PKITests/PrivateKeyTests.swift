import Foundation
import PKI
import Testing

@Suite("Private keys")
struct PrivateKeyTests {
    @Test(
        "A key is of the type asked for",
        arguments: [
            (KeyType.rsa2048, "Private-Key: (2048 bit"), (.p256, "NIST CURVE: P-256"), (.p384, "NIST CURVE: P-384"),
        ]
    )
    func type(type: KeyType, words: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("key.pem", PrivateKey.generate(type).pem())
        let outcome = try Tool.openssl.run("pkey", "-in", path, "-noout", "-text", "-check")
        #expect(outcome.status == 0)
        #expect(outcome.text.contains(words))
        #expect(outcome.text.contains("Key is valid"))
    }

    @Test("Keys made at once come in the order asked for, each another")
    func several() throws {
        let types: [KeyType] = [.p256, .rsa2048, .p384, .p256]
        let folder = try TemporaryFolder()
        let pems = try PrivateKey.generate(types).map { try $0.pem() }
        let texts = try pems.map {
            try Tool.openssl.run("pkey", "-in", try folder.write("key.pem", $0), "-noout", "-text").text
        }
        #expect(texts.map { $0.contains("P-256") } == [true, false, false, true])
        #expect(texts.map { $0.contains("2048 bit") } == [false, true, false, false])
        #expect(texts.map { $0.contains("P-384") } == [false, false, true, false])
        #expect(Set(pems).count == 4)
        #expect(try PrivateKey.generate([KeyType]()).isEmpty)
    }

    @Test("A key survives the way through PEM")
    func roundTrip() throws {
        let pem = try Samples.ecKey.get().pem()
        #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(try PrivateKey(pem: pem).pem() == pem)
    }

    @Test("An encrypted key is refused, not asked about at the terminal")
    func encrypted() throws {
        let folder = try TemporaryFolder()
        let plain = try folder.write("plain.pem", Samples.ecKey.get().pem())
        try Tool.openssl.run("pkey", "-in", plain, "-aes128", "-passout", "pass:x", "-out", folder.path("secret.pem"))
        let pem = String(decoding: try folder.read("secret.pem"), as: UTF8.self)
        #expect(pem.contains("ENCRYPTED"))
        let error = #expect(throws: PKIError.self) { try PrivateKey(pem: pem) }
        #expect(error?.code == .opensslFailed)
    }
}
