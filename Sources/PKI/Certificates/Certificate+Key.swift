internal import COpenSSL

extension Certificate {
    /// The kind of key it is for: as ``KeyType`` has it for those that the emulator makes, in the same manner for
    /// others, `rsa-1024` or `p-521`, and in OpenSSL's words where there is none.
    public var keyName: String {
        guard let key = X509_get0_pubkey(self.pointer) else { return "unknown" }
        if EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA { return "rsa-\(EVP_PKEY_get_bits(key))" }
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else {
            return EVP_PKEY_get0_type_name(key).map { String(cString: $0).lowercased() } ?? "unknown"
        }
        let group = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return ["prime256v1": "p-256", "secp384r1": "p-384", "secp521r1": "p-521"][group] ?? group
    }
}
