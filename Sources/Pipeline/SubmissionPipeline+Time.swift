public import Domain
public import Foundation

/// Something that the passing of the emulator's time alone brings about.
public struct ClockEvent: Hashable, Sendable, Comparable {
    public let time: Date
    public let environment: EnvironmentName
    /// Whom it concerns; `nil` for what concerns the environment.
    public let user: String?
    /// What happens then, for a person: `delivery … becomes Inläst`.
    public let text: String

    public init(time: Date, environment: EnvironmentName, user: String?, text: String) {
        // The first time that the clock can have at which it has happened (``Domain/ControllableClock``).
        let stored = Date(timeIntervalSince1970: time.timeIntervalSince1970)
        self.time = stored < time ? Date(timeIntervalSince1970: time.timeIntervalSince1970.nextUp) : stored
        self.environment = environment
        self.user = user
        self.text = text
    }

    /// Seconds after the last moment of something that has one.
    public static let justAfter = 0.001

    public static func < (left: ClockEvent, right: ClockEvent) -> Bool {
        left.order.lexicographicallyPrecedes(right.order) || (left.order == right.order && left.text < right.text)
    }

    private var order: [String] { [self.environment.rawValue, self.user ?? ""] }
}

extension SubmissionPipeline {
    /// The time by which a user's matters are judged, the clock for all's where nobody is known.
    public func now(of user: String?) -> Date {
        self.clocks.now(of: user.map { UserAddress($0, in: self.environment) })
    }

    /// The time by which a certificate is judged: that of the user whom its serial number stands for. Whoever makes a
    /// certificate with somebody's number gains nothing but that time.
    public func now(for certificate: CertificateFacts?) -> Date {
        self.now(of: self.user(of: certificate))
    }

    /// Whom the certificate's serial number stands for, whether or not the certificate is accepted; `nil` for nobody.
    public func user(of certificate: CertificateFacts?) -> String? {
        certificate.flatMap { self.directory.user($0.serial) }
    }

    /// Whether a user's clock is the one for all.
    public func followsCommonClock(_ user: String) -> Bool {
        self.clocks.followsCommon(UserAddress(user, in: self.environment))
    }

    func now(of reporter: Reporter) -> Date { self.now(of: reporter.user.name) }

    /// What time alone is going to bring about: each delivery's next status, each session's end, each upload that is given
    /// up. Blocking.
    ///
    /// - Parameter user: whose things; `nil` for those of all who follow the clock for all.
    /// - Returns: in no order; empty when time alone changes nothing any more.
    public func events(of user: String? = nil) throws -> [ClockEvent] {
        let isMeant: (String) -> Bool = { name in
            user.map { $0 == name } ?? self.followsCommonClock(name)
        }
        let now = self.now(of: user)
        let deliveries = try self.store.openDeliveries(at: now).filter { isMeant($0.user) }.compactMap { delivery in
            delivery.nextChange(after: now).flatMap { time -> ClockEvent? in
                let status = delivery.status(at: time)
                guard status != delivery.status(at: now) else { return nil }
                return self.event(time, delivery.user, "delivery \(delivery.id) becomes \(status.text)")
            }
        }
        let sessions = self.sessions.ends.filter { isMeant($0.user) }.map { user, time in
            self.event(time, user, "a session ends")
        }
        let uploads = self.uploads.touched.filter { isMeant($0.user) }.map { id, user, time in
            let end = time.addingTimeInterval(self.policy.abandonAfter.seconds + ClockEvent.justAfter)
            return self.event(end, user, "upload \(id) is given up")
        }
        return (deliveries + sessions + uploads).filter { $0.time > now }
    }

    private func event(_ time: Date, _ user: String, _ text: String) -> ClockEvent {
        ClockEvent(time: time, environment: self.environment, user: user.isEmpty ? nil : user, text: text)
    }
}

extension Sequence<ClockEvent> {
    /// Those of the earliest time, in order.
    public var earliest: [ClockEvent] {
        let first = self.lazy.map(\.time).min()
        return self.filter { $0.time == first }.sorted()
    }
}
