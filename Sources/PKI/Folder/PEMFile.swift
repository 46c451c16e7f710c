/// Keys and certificates in files of their own.
enum PEMFile {
    static func certificate(at path: String) throws(PKIError) -> Certificate {
        try Self.certificate(try Self.content(path, isPrivate: false), path)
    }

    /// - Parameter path: a file in PEM, or in DER, which begins with an ASN.1 sequence.
    static func certificateInEitherForm(at path: String) throws(PKIError) -> Certificate {
        let content = try Self.content(path, isPrivate: false)
        guard content.bytes.first == 0x30 else { return try Self.certificate(content, path) }
        do {
            return try Certificate(der: content.bytes)
        } catch {
            throw Self.corrupt(path, "certificate in DER", error.cause)
        }
    }

    static func key(at path: String) throws(PKIError) -> PrivateKey {
        try Self.key(try Self.content(path, isPrivate: false), path)
    }

    private static func content(_ path: String, isPrivate: Bool) throws(PKIError) -> SystemFile.Content {
        guard let content = try SystemFile.content(of: path, isPrivate: isPrivate) else {
            throw PKIError(.fileFailed, "There is no file '\(path)'", hint: "Check the path.")
        }
        return content
    }

    static func certificate(_ content: SystemFile.Content, _ path: String) throws(PKIError) -> Certificate {
        do {
            return try Certificate(pem: String(decoding: content.bytes, as: UTF8.self))
        } catch {
            throw Self.corrupt(path, "certificate in PEM (-----BEGIN CERTIFICATE-----)", error.cause)
        }
    }

    static func key(_ content: SystemFile.Content, _ path: String) throws(PKIError) -> PrivateKey {
        do {
            return try PrivateKey(pem: String(decoding: content.bytes, as: UTF8.self))
        } catch {
            throw Self.corrupt(path, "unencrypted private key in PEM (-----BEGIN PRIVATE KEY-----)", error.cause)
        }
    }

    private static func corrupt(_ path: String, _ expected: String, _ cause: String?) -> PKIError {
        PKIError(
            .corruptFile,
            "'\(path)' holds no readable \(expected)",
            cause: cause,
            hint: "Put a good copy in its place, or delete it: the emulator makes it anew at its next start."
        )
    }
}
