import Domain
import Scenarios

extension RequestFacts {
    /// A fragment of a VINN file of the user demo.
    static func upload(
        _ fragment: Int = 0,
        name: String = "a.xml",
        user: String = "demo",
        owner: String = "session",
        environment: EnvironmentName = .test
    ) -> RequestFacts {
        var file = FileFacts()
        file.organisation = OrganisationNumber("9990000045")
        file.program = .vinn
        file.format = FileFormatName("V40")
        file.version = "1"
        file.period = ReferencePeriod("2026-09-30")
        file.name = name
        return RequestFacts(
            environment: environment,
            endpoint: .upload,
            user: user,
            owner: owner,
            file: file,
            fragment: fragment == -1 ? .closing : .numbered(fragment)
        )
    }

    static func heartbeat(user: String? = "demo", environment: EnvironmentName = .test) -> RequestFacts {
        RequestFacts(environment: environment, endpoint: .heartbeat, user: user)
    }

    static func history(_ delivery: DeliveryID, user: String = "demo") -> RequestFacts {
        RequestFacts(environment: .test, endpoint: .history, user: user, delivery: delivery)
    }

    /// The same with something changed.
    func with(_ change: (inout RequestFacts) -> Void) -> RequestFacts {
        var facts = self
        change(&facts)
        return facts
    }
}
