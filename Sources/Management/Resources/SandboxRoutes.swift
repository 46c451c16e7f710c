import Domain
import Foundation
import Hummingbird
import PKI
import Scenarios
import Server
import Settings
import YAMLReading

/// Users of a test's own (docs/protocol.md, "Sandboxes").
enum SandboxRoutes {
    static let routes = [
        ControlRoute(.get, ScopeRoute.environment + "/sandboxes") { call in
            let sandboxes = try call.environment().sandboxes.all
            return .json(SandboxList(sandboxes: sandboxes.map { SandboxSummary($0, call) }))
        },
        ControlRoute(.post, ScopeRoute.environment + "/sandboxes") { call in
            let environment = try call.environment()
            let formats = call.desk.emulator.settings.formats
            let order = try await call.json(isOptional: true) { SandboxOrder.read($0, formats: formats) }
            let sandbox = try await environment.sandboxes.make(order)
            let answer = try SandboxAnswer(sandbox, in: environment, call)
            return .json(answer, status: .created, headers: [.location: answer.management])
        },
        ControlRoute(.get, ScopeRoute.sandbox) { call in
            let environment = try call.environment()
            let sandbox = try environment.sandboxes.sandbox(call.sandboxName())
            return .json(try SandboxAnswer(sandbox, in: environment, call))
        },
        ControlRoute(.delete, ScopeRoute.sandbox) { call in
            try await call.environment().sandboxes.remove(call.sandboxName())
            return .noContent
        },
    ]
}

extension SandboxOrder {
    static func read(_ body: ValueReader, formats: FormatCatalogue) -> SandboxOrder? {
        guard let object = body.object(["name", "grants", "keyType", "seed", "scenario"]) else { return nil }
        var order = SandboxOrder()
        order.name = object.optional("name") { $0.text(.sandboxName) }
        order.grants = object.optional("grants") { $0.list(1...100) { Grant.read($0, formats: formats) } }
        order.keyType =
            object.optional("keyType") { $0.text(.keyType, among: KeyType.offered.map(\.rawValue)) } ?? .p256
        order.seed = object.optional("seed") { $0.text(.seed) }
        order.scenarios = object.optional("scenario") { $0.scenario() }.map { [$0] } ?? []
        return order
    }
}

extension Grant {
    fileprivate static func read(_ value: ValueReader, formats: FormatCatalogue) -> Grant? {
        guard let object = value.object(["organisation", "program", "formats"]) else { return nil }
        let organisation = object.required("organisation", "10 digits") { $0.text(.organisation) }
        let program = object.required("program", "VINN, KRITA") {
            $0.text(.program, among: StatisticalProgram.allCases.map(\.rawValue))
        }
        guard let organisation, let program else { return nil }
        let names = formats.formats(of: program).map(\.name)
        let form = ScalarForm<FileFormatName>(names.map(\.text).joined(separator: ", ")) { text in
            names.first { $0 == FileFormatName(text) }
        }
        let chosen = object.optional("formats") { $0.list(1...100) { $0.text(form, among: names.map(\.text)) } }
        return Grant(organisation: organisation, program: program, formats: Set(chosen ?? names))
    }
}

private struct SandboxList: Encodable {
    let sandboxes: [SandboxSummary]
}

/// A sandbox without its key.
private struct SandboxSummary: Encodable {
    let name: String
    let user: String
    let serial: String
    let seed: String
    let grants: [GrantAnswer]
    let management: String

    init(_ sandbox: Sandbox, _ call: ControlCall) {
        self.name = sandbox.name.text
        self.user = sandbox.name.user
        self.serial = sandbox.certificates.first?.certificate.facts.serial.hex ?? ""
        self.seed = sandbox.seed.description
        self.grants = sandbox.grants.map(GrantAnswer.init)
        self.management = call.url(of: sandbox)
    }
}

/// All that a client needs to work as the sandbox's user.
private struct SandboxAnswer: Encodable {
    let name: String
    let user: String
    let serial: String
    let baseURL: String
    /// PEM, as ``key`` and ``ca``.
    let certificate: String
    let key: String
    /// Base64.
    let pkcs12: String
    let pkcs12Password: String
    let ca: String
    let grants: [GrantAnswer]
    let seed: String
    let management: String

    init(_ sandbox: Sandbox, in environment: RunningEnvironment, _ call: ControlCall) throws {
        guard let first = sandbox.certificates.first else { preconditionFailure("a sandbox without a certificate") }
        self.name = sandbox.name.text
        self.user = sandbox.name.user
        self.serial = first.certificate.facts.serial.hex
        self.baseURL = environment.baseURL
        self.certificate = try first.certificate.pem()
        self.key = try first.key.pem()
        self.pkcs12 = Data(try sandbox.archive(first)).base64EncodedString()
        self.pkcs12Password = sandbox.archivePassword
        self.ca = try call.desk.emulator.serverAuthorityPEM
        self.grants = sandbox.grants.map(GrantAnswer.init)
        self.seed = sandbox.seed.description
        self.management = call.url(of: sandbox)
    }
}

extension ControlCall {
    /// By the name by which the caller reached the listener.
    fileprivate func url(of sandbox: Sandbox) -> String {
        let authority = self.request.head.authority ?? ""
        return "http://\(authority)/environments/\(sandbox.environment)/sandboxes/\(sandbox.name)"
    }
}
