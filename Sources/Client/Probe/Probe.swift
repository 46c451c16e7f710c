public import Domain
import Foundation

/// Asks a service how it answers, without leaving anything there.
public struct Probe: Sendable {
    private let transport: any Transport
    private let server: ServerAddress

    public init(_ transport: any Transport, at server: ServerAddress) {
        self.transport = transport
        self.server = server
    }

    /// How many calls it makes.
    public var calls: Int { ProbeQuestion.all(self.server).count }

    /// Makes the calls, one after the other.
    ///
    /// - Throws: ``ClientError`` when the service cannot be reached, or heartbeat is refused: without a session nothing
    ///   that follows would mean anything.
    public func run() async throws(ClientError) -> ProbeReport {
        var jar = CookieJar()
        var answers: [ProbeQuestion: ServerAnswer] = [:]
        var report = ProbeReport()
        for question in ProbeQuestion.all(self.server) {
            var call = question.call
            if question.sendsCookies { call.cookies = jar.field }
            let answer = try await self.answer(to: call, question)
            if question == .firstHeartbeat {
                guard answer.status == 200 else { throw .refused("The heartbeat", Refusal(answer)) }
                report.readHeartbeat(answer)
            } else if question == .secondHeartbeat {
                report.readRenewal(answer, after: jar)
            } else {
                report.readRefusal(answer, of: question)
            }
            jar.take(from: answer)
            answers[question] = answer
        }
        report.compare(answers)
        return report
    }

    /// Looks at how history is written, for a delivery that exists.
    ///
    /// - Throws: ``ClientError`` when it is refused.
    public func readHistory(of id: DeliveryID, into report: inout ProbeReport) async throws(ClientError) {
        let answer: ServerAnswer
        do throws(TransportFailure) {
            answer = try await self.transport.send(Call("history/\(id)"))
        } catch {
            throw .probeEnded("history", failure: error)
        }
        guard answer.status == 200 else { throw .refused("The history of \(id)", Refusal(answer)) }
        report.readHistory(answer)
    }

    private func answer(to call: Call, _ question: ProbeQuestion) async throws(ClientError) -> ServerAnswer {
        do throws(TransportFailure) {
            return try await self.transport.send(call)
        } catch {
            throw .probeEnded(question.name, failure: error)
        }
    }
}
