import Domain
import Foundation
import Journal
import ReportCard

extension VerdictCase {
    static let certificate = [
        VerdictCase("certificate-sent", .pass, "a user's") { $0.heartbeat() },
        VerdictCase("certificate-sent", .fail, "none", evidence: "certificate-missing") {
            $0.user = nil
            $0.heartbeat(.problem(403, "certificate-missing"))
        },
        VerdictCase("certificate-sent", .fail, "none, where that ends the handshake") {
            $0.user = nil
            $0.handshake("No client certificate was sent", alert: "certificate_required sent", refusal: .missing)
        },
        VerdictCase("certificate-sent", .notExercised, "another CA's, which is another matter") {
            $0.user = nil
            $0.heartbeat(.problem(403, "certificate-untrusted"))
        },

        VerdictCase("certificate-of-environment", .pass, "a user's") { $0.heartbeat() },
        VerdictCase("certificate-of-environment", .fail, "the other environment's", evidence: "issued by another CA") {
            $0.user = nil
            $0.handshake(
                "issued by another CA",
                alert: "unknown_ca sent",
                refusal: .untrusted(Example.certificate, .environment(.production))
            )
        },
        VerdictCase("certificate-of-environment", .notExercised, "an expired one") {
            $0.user = nil
            $0.heartbeat(.problem(403, "certificate-expired"))
        },

        VerdictCase("certificate-in-time", .pass, "a year left") { $0.heartbeat() },
        VerdictCase("certificate-in-time", .pass, "the next one is in use") {
            $0.certificate = Example.certificateUntil(Traffic.begin + 5 * 86_400, serial: "1")
            $0.heartbeat()
            $0.certificate = Example.certificate
            $0.heartbeat()
        },
        VerdictCase("certificate-in-time", .fail, "twelve days left", evidence: "valid for 12 more days") {
            $0.certificate = Example.certificateUntil(Traffic.begin + 12.5 * 86_400)
            $0.heartbeat()
        },
        VerdictCase("certificate-in-time", .fail, "expired", evidence: "certificate-expired") {
            $0.heartbeat(.problem(403, "certificate-expired"))
        },
        VerdictCase("certificate-in-time", .notExercised, "no certificate") {
            $0.user = nil
            $0.heartbeat(.problem(403, "certificate-missing"))
        },

        VerdictCase("certificate-not-revoked", .pass, "a good one") { $0.heartbeat() },
        VerdictCase("certificate-not-revoked", .fail, "a revoked one", evidence: "certificate-revoked") {
            $0.user = nil
            $0.heartbeat(.problem(403, "certificate-revoked"))
        },
        VerdictCase("certificate-not-revoked", .notExercised, "a user's expired one, of which that was not looked at") {
            $0.heartbeat(.problem(403, "certificate-expired"))
        },
        VerdictCase("certificate-not-revoked", .notExercised, "revoked by a scenario") {
            $0.injections = [Injection(rule: "a/b", what: "event: revoke-certificate")]
            $0.heartbeat(.problem(403, "certificate-revoked"))
        },
    ]

    static let transport = versions + verified + reused

    private static let versions = [
        VerdictCase("tls-version", .pass, "1.2") {
            $0.tlsVersion = "TLSv1.2"
            $0.heartbeat()
        },
        VerdictCase("tls-version", .fail, "1.1") {
            $0.tlsVersion = nil
            $0.handshake("unsupported protocol", alert: "protocol_version sent")
        },
        VerdictCase("tls-version", .notExercised, "the handshake ended for another reason") {
            $0.tlsVersion = nil
            $0.handshake("The client closed the connection", alert: nil)
        },
    ]

    private static let verified = [
        VerdictCase("server-verified", .pass, "refused", knowing: .badServerCertificate) {
            $0.handshake("The client refused", alert: "unknown_ca received")
        },
        VerdictCase("server-verified", .pass, "refused without a word", knowing: .badServerCertificate) {
            $0.handshake("The client closed the connection in the TLS handshake.", alert: nil)
        },
        VerdictCase("server-verified", .notExercised, "an end of another kind", knowing: .badServerCertificate) {
            $0.handshake("No cipher in common", alert: "handshake_failure sent")
        },
        VerdictCase(
            "server-verified",
            .fail,
            "spoken to all the same",
            evidence: "GET was sent",
            knowing: .badServerCertificate
        ) { $0.heartbeat() },
        VerdictCase("server-verified", .notExercised, "a good certificate proves nothing") { $0.heartbeat() },
        VerdictCase(
            "server-verified",
            .notExercised,
            "a client that never came",
            knowing: .badServerCertificate
        ) {
            _ in
        },
    ]

    private static let reused = [
        VerdictCase("connection-reuse", .pass, "all on one") { $0.delivery() },
        VerdictCase("connection-reuse", .pass, "a new one after what broke") {
            $0.upload("0")
            $0.upload("1", .broken)
            $0.connection = 2
            $0.upload("1")
            $0.upload("-1")
        },
        VerdictCase("connection-reuse", .fail, "one for each call", evidence: "a connection of its own") {
            for index in ["0", "1", "-1"] {
                $0.upload(index)
                $0.connection += 1
            }
        },
        VerdictCase("connection-reuse", .notExercised, "two calls may be chance") {
            $0.upload("0")
            $0.connection = 2
            $0.upload("-1")
        },
        VerdictCase("connection-reuse", .notExercised, "a scenario closes it each time") {
            $0.injections = [Injection(rule: "idle-close/idle-close", what: "fault: close while idle")]
            for index in ["0", "1", "-1"] {
                $0.upload(index)
                $0.connection += 1
            }
        },
    ]
}
