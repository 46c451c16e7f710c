import Domain
import Foundation
import Journal
import PKI
import ReportCard
import Samples
import Server
import Settings

/// Runs a client once for each situation of a plan.
struct Certification: Sendable {
    let plan: CertifyPlan
    let program: ClientProgram
    /// A temporary folder, its owner's alone.
    let folder: URL
    /// Is told of each result as it comes.
    let report: @Sendable (SituationResult) -> Void

    private static let organisation = "9990000045"
    private static let period = "2026-09-30"

    /// - Throws: what keeps the emulator from running; `CancellationError`.
    func run() async throws -> [SituationResult] {
        let emulators = CertifyEmulators(folder: self.folder.path)
        do {
            var results: [SituationResult] = []
            for situation in self.plan.situations {
                try Task.checkCancellation()
                let result = try await self.run(situation, await emulators.emulator(for: situation))
                self.report(result)
                results.append(result)
            }
            try await emulators.stop()
            return results
        } catch {
            // The first reason is worth more than what else goes wrong then.
            try? await emulators.stop()
            throw error
        }
    }

    private func run(_ situation: Situation, _ emulator: Emulator) async throws -> SituationResult {
        let place = self.folder.appendingPathComponent(situation.name)
        try FileManager.default.createDirectory(
            at: place,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(at: place) }
        let file = place.appendingPathComponent(situation.file.name ?? "\(situation.name).xml")
        try self.write(situation.file, to: file.path)
        let user = try await SituationUser(situation, of: emulator, in: place)
        let end = try await self.program.run(
            environment: self.environment(situation, user, file: file.path),
            limit: situation.limit
        )
        await emulator.validationsSettled()
        // A connection that the client left is seen to be closed a moment after the client has ended.
        try await Task.sleep(for: .milliseconds(50))
        let result = try await self.result(situation, user, end)
        try await user.remove()
        return result
    }

    private func result(
        _ situation: Situation,
        _ user: SituationUser,
        _ end: ClientProgram.End
    ) async throws -> SituationResult {
        let entries = try user.entries()
        let requests = entries.sorted { $0.machineTime < $1.machineTime }.compactMap(\.request)
        let statuses = await DeliveryStatuses(requests, of: user).statuses
        let context = CardContext(
            isOver: true,
            statuses: statuses,
            showsBadServerCertificate: situation.conditions.serverCertificate != .valid
        )
        let card = ReportCard(of: situation.name, entries, context: context, leavingOut: situation.leavesOut)
        let last = requests.last(where: \.madeDelivery)?.delivery
        return SituationResult(situation, card, end, lastStatus: last.flatMap { statuses[$0] })
    }

    private func write(_ order: Situation.FileOrder, to path: String) throws {
        let sample = try SampleFile(
            format: order.content,
            bytes: order.bytes,
            organisation: OrganisationNumber(Self.organisation),
            period: ReferencePeriod(Self.period)
        )
        try sample.write(to: path)
    }

    /// The caller's environment with what the client needs (README, "Certify a client").
    private func environment(_ situation: Situation, _ user: SituationUser, file: String) -> [String: String] {
        let given: [ClientVariable: String] = [
            .situation: situation.name,
            .baseURL: user.emulator.test.baseURL,
            .ca: user.emulator.certificates.serverAuthority.certificatePath,
            .certificate: user.files.certificate,
            .key: user.files.key,
            .pkcs12: user.files.archive,
            .pkcs12Password: user.sandbox.archivePassword,
            .file: file,
            .organisation: Self.organisation,
            .program: situation.file.format == .kritaMonthly ? "KRITA" : "VINN",
            .period: Self.period,
            .format: situation.file.format.rawValue,
            .version: "",
        ]
        var environment = ProcessInfo.processInfo.environment
        for (variable, value) in given { environment[variable.rawValue] = value }
        // A proxy of the caller's would be asked for this machine's own address.
        for name in ["NO_PROXY", "no_proxy"] {
            environment[name] = [environment[name], "127.0.0.1,localhost"].compactMap(\.self).joined(separator: ",")
        }
        return environment
    }
}
