import Domain
import Foundation
import TLS
import Testing

@testable import Pipeline

@Suite("Who may send what, and who may see it")
struct AdmissionTests {
    let installation: Installation

    init() throws { self.installation = try Installation() }

    // MARK: The certificate

    @Test("A certificate's serial number tells its user; one that nobody has, or a disabled user's, is answered 403")
    func user() throws {
        try self.installation.run { client throws in
            let pipeline = client.pipeline
            for serial in ["01", "11"] {
                #expect(try pipeline.reporter(.good(.certificate(serial))).user == .bank)
            }
            let stranger = CertificateFacts.certificate("0B")
            let unmapped = #expect(throws: Problem.self) { try pipeline.reporter(.good(stranger)) }
            #expect(unmapped?.code == "certificate-unmapped")
            let disabled = #expect(throws: Problem.self) { try pipeline.reporter(.good(.certificate("03"))) }
            #expect(disabled?.code == "user-disabled")
        }
    }

    @Test("A certificate that was refused is answered 403 with the reason, judged at the emulator's time")
    func certificate() throws {
        try self.installation.run { client throws in
            let facts = CertificateFacts.certificate("01")
            func refusal(_ presented: PresentedCertificate) -> Problem? {
                #expect(throws: Problem.self) { try client.pipeline.reporter(presented) }
            }
            #expect(refusal(.nothing)?.code == "certificate-missing")
            let untrusted = PresentedCertificate.unchecked(facts, refusal: .untrusted(facts, .unknown))
            #expect(refusal(untrusted)?.code == "certificate-untrusted")
            self.installation.clock.advance(by: 200_000_000)
            let now = self.installation.clock.now
            let expired = Problem.certificateRefused(.expired(facts, now: now), environment: .test)
            #expect(refusal(.good(facts))?.detail == expired.detail)
        }
    }

    // MARK: Grants

    @Test(
        "What is not granted is refused, and the first of organisation, program and format is named",
        arguments: [
            ("0000000000", "VINN", "V10", "organisation-not-granted"),
            ("0000000000", "KRITA", "Krita_Monthly", "organisation-not-granted"),
            ("5566778899", "VINN", "V10", "program-not-granted"),
            ("2021000837", "KRITA", "Krita_Monthly", "program-not-granted"),
            ("2021000837", "VINN", "V40", "format-not-granted"),
        ]
    )
    func grants(organisation: String, program: String, format: String, code: String) throws {
        let user = User(
            name: "narrow",
            serials: [.known("01")],
            isDisabled: false,
            grants: [
                Grant(organisation: .banken, program: .vinn, formats: [FileFormatName("v10")]),
                Grant(organisation: .fonden, program: .krita, formats: [FileFormatName("KRITA_MONTHLY")]),
            ]
        )
        try self.installation.run(users: [user]) { client throws in
            #expect(try client.answer("0", "<a>").isStored)
            let other = client.with {
                $0.file.organisationNumber = organisation
                $0.file.statisticalProgram = program
                $0.file.fileFormat = format
            }
            let problem = #expect(throws: Problem.self) { try other.authorize("0") }
            #expect(problem?.code == code)
            #expect(problem?.status == 403)
        }
    }

    @Test("Two grants for one organisation and program add up")
    func grantsAddUp() throws {
        let grants = ["V10", "V40"].map {
            Grant(organisation: .banken, program: .vinn, formats: [FileFormatName($0)])
        }
        let user = User(name: "two", serials: [.known("01")], isDisabled: false, grants: grants)
        try self.installation.run(users: [user]) { client throws in
            for format in ["V10", "V40"] {
                #expect(throws: Never.self) { try client.with { $0.file.fileFormat = format }.authorize("0") }
            }
        }
    }

    // MARK: History

    @Test("History follows a delivery: Bearbetar while it is uploaded and until the delay is over, then Inläst")
    func life() throws {
        try self.installation.run { client throws in
            let clock = self.installation.clock
            let began = clock.now
            let id = try client.send("0", "<a>").id
            clock.advance(by: 5)
            let uploading = try client.pipeline.history(id, reporter: client.reporter)
            #expect(uploading == HistoryEntry(id: id, status: .processing, submitted: began))
            let acknowledgement = try client.send("-1", "</a>")
            #expect(acknowledgement.time == clock.now)
            let submitted = clock.now
            for (seconds, status) in [(0, .processing), (1.999, .processing), (0.001, .readIn), (9e6, .readIn)]
                as [(Double, DeliveryStatus)]
            {
                clock.advance(by: seconds)
                let entry = try client.pipeline.history(id, reporter: client.reporter)
                #expect(entry == HistoryEntry(id: id, status: status, submitted: submitted))
            }
        }
    }

    @Test("Whoever has the grant sees the delivery; to others, and for other ids, it is 404 alike")
    func visibility() throws {
        try self.installation.run { client throws in
            let fund = try client.other(.certificate("02"))
            let shared = try client.send("0", "<a>").id
            let own = try client.with { $0.file.fileFormat = "V40" }.send("0", "<Report/>").id
            #expect(try fund.status(shared) == .processing)
            #expect(try fund.status(own) == nil)
            try client.send("-1", "</a>")
            #expect(try fund.status(shared) == .processing)
            #expect(try fund.status(self.installation.identifiers.deliveryID()) == nil)
        }
    }

    @Test("A grant that was taken away hides what was delivered under it")
    func grantTakenAway() throws {
        let id = try self.installation.run { try $0.deliver("<a>", "</a>") }
        let user = User(name: "bank", serials: [.known("01")], isDisabled: false, grants: [])
        let status = try self.installation.run(users: [user]) { try $0.status(id) }
        #expect(status == nil)
    }

    @Test("An upload of which nothing has come whole has no history")
    func unacknowledged() throws {
        try self.installation.run { client throws in
            let receipt = try client.begin("0")
            #expect(try client.status(receipt.reservation.upload) == nil)
            try client.pipeline.abandon(receipt)
            #expect(try client.status(receipt.reservation.upload) == nil)
        }
    }
}
