import Domain
import Foundation
import Hummingbird
import PKI
import Server
import Settings
import YAMLReading

/// The client certificates of a scope.
enum CertificateRoutes {
    static let scoped = [
        ScopeRoute(.get, "/certificates") { _, scope in .json(try await CertificateList(scope)) },
        ScopeRoute(.post, "/certificates") { call, scope in
            let order = try await call.json(isOptional: scope.sandbox != nil) {
                CertificateOrder.read($0, isSandbox: scope.sandbox != nil)
            }
            let ca = try call.desk.emulator.serverAuthorityPEM
            return .json(try await IssuedAnswer(order, in: scope, ca: ca, call.desk.emulator), status: .created)
        },
        ScopeRoute(.post, "/certificates/{serial}/revoke") { call, scope in
            let serial = try call.serial()
            let reason = try await call.json(isOptional: true) { RevocationReason.read($0) }
            if scope.sandbox != nil {
                try scope.revokeCertificate(serial)
            } else {
                _ = try await scope.revokeIssued(serial, reason: reason)
            }
            return .noContent
        },
    ]
}

extension ControlCall {
    fileprivate func serial() throws(ControlProblem) -> CertificateSerial {
        let (text, form) = (self.path("serial"), ScalarForm<CertificateSerial>.serial)
        guard let serial = form.parse(text) else {
            throw .requestInvalid([FieldMistake(.path("serial"), found: "'\(text.clipped())'", allowed: form.allowed)])
        }
        return serial
    }
}

private struct CertificateOrder {
    var user: String?
    var serial: CertificateSerial?
    var keyType = KeyType.p256

    static func read(_ body: ValueReader, isSandbox: Bool) -> CertificateOrder? {
        guard let object = body.object(isSandbox ? ["keyType"] : ["user", "serial", "keyType"]) else { return nil }
        var order = CertificateOrder()
        if !isSandbox {
            order.user = object.required("user", "the name of a user of the settings") { $0.text(.anyText(atMost: 64)) }
            order.serial = object.optional("serial") { $0.text(.serial) }
        }
        let words = KeyType.offered.map(\.rawValue)
        order.keyType = object.optional("keyType") { $0.text(.keyType, among: words) } ?? .p256
        return order
    }
}

extension RevocationReason {
    /// - Returns: `nil` inside when the body names none.
    fileprivate static func read(_ body: ValueReader) -> RevocationReason?? {
        guard let object = body.object(["reason"]) else { return nil }
        let allowed = Self.allCases.filter { $0 != .removeFromCRL }
        let form = ScalarForm<RevocationReason>(allowed.map(\.description).joined(separator: ", ")) { text in
            allowed.first { $0.description == text }
        }
        return .some(object.optional("reason") { $0.text(form, among: allowed.map(\.description)) })
    }
}

/// All that a client needs to show the certificate.
private struct IssuedAnswer: Encodable {
    let user: String
    let serial: String
    let notBefore: Date
    let notAfter: Date
    /// PEM, as ``key`` and ``ca``.
    let certificate: String
    let key: String
    /// Base64.
    let pkcs12: String
    let pkcs12Password: String
    let ca: String

    init(_ order: CertificateOrder, in scope: ControlScope, ca: String, _ emulator: Emulator) async throws {
        let certificate: Certificate
        let archive: Data
        if let sandbox = scope.sandbox, let made = try await scope.issueCertificate(order.keyType) {
            (self.user, certificate) = (sandbox.name.user, made.certificate)
            self.key = try made.key.pem()
            archive = Data(try sandbox.archive(made))
            self.pkcs12Password = sandbox.archivePassword
        } else {
            let issued = try await scope.issueCertificate(
                to: order.user ?? "",
                serial: order.serial,
                keyType: order.keyType
            )
            (self.user, certificate) = (issued.user, issued.certificate)
            self.key = try String(contentsOfFile: issued.files.key, encoding: .utf8)
            archive = try Data(contentsOf: URL(fileURLWithPath: issued.files.archive))
            self.pkcs12Password = emulator.settings.certificates.p12Password
        }
        self.serial = certificate.facts.serial.hex
        self.notBefore = certificate.facts.notBefore
        self.notAfter = certificate.facts.notAfter
        self.certificate = try certificate.pem()
        self.pkcs12 = archive.base64EncodedString()
        self.ca = ca
    }
}

private struct CertificateList: Encodable {
    let certificates: [Item]

    struct Item: Encodable {
        let user: String?
        let serial: String
        let subject: String?
        let notBefore: Date?
        let notAfter: Date?
        /// By the scope's clock.
        let state: String
        let keyType: String?
        /// The one that the user's files hold.
        let current: Bool
    }

    init(_ scope: ControlScope) async throws {
        if let sandbox = scope.sandbox {
            self.certificates = sandbox.certificates.enumerated().map { index, made in
                Item(made, of: sandbox, isFirst: index == 0, in: scope)
            }
        } else {
            self.certificates = try await scope.certificates().map { row in
                Item(
                    user: row.user,
                    serial: row.serial.hex,
                    subject: row.subject,
                    notBefore: row.notBefore,
                    notAfter: row.notAfter,
                    state: row.state.name,
                    keyType: row.keyType,
                    current: row.isCurrent
                )
            }
        }
    }
}

extension CertificateList.Item {
    fileprivate init(_ made: SandboxCertificate, of sandbox: Sandbox, isFirst: Bool, in scope: ControlScope) {
        let facts = made.certificate.facts
        let isRevoked = scope.isRevoked(facts.serial)
        self.init(
            user: sandbox.name.user,
            serial: facts.serial.hex,
            subject: facts.subject,
            notBefore: facts.notBefore,
            notAfter: facts.notAfter,
            state: isRevoked
                ? "revoked"
                : scope.now < facts.notBefore ? "not-yet-valid" : scope.now > facts.notAfter ? "expired" : "valid",
            keyType: made.certificate.keyName,
            current: isFirst
        )
    }
}
