import Domain
import Foundation
import Scenarios
import Testing

@Suite struct IdentifierTests {
    @Test("Two sources with one seed give the same names, in any order of the kinds")
    func equal() {
        let first = SeededIdentifierSource(seed: Seed(1), environment: .test, run: 1)
        let second = SeededIdentifierSource(seed: Seed(1), environment: .test, run: 1)
        let deliveries = (0..<5).map { _ in first.deliveryID() }
        let sessions = (0..<5).map { _ in first.sessionToken() }
        let traces = (0..<5).map { _ in first.traceID() }
        for index in 0..<5 {
            #expect(second.traceID() == traces[index])
            #expect(second.deliveryID() == deliveries[index])
            #expect(second.sessionToken() == sessions[index])
        }
    }

    @Test("Another seed, another environment and another run over the same deliveries give other names")
    func others() {
        let sources = [
            SeededIdentifierSource(seed: Seed(1), environment: .test, run: 1),
            SeededIdentifierSource(seed: Seed(2), environment: .test, run: 1),
            SeededIdentifierSource(seed: Seed(1), environment: .production, run: 1),
            SeededIdentifierSource(seed: Seed(1), environment: .test, run: 2),
        ]
        #expect(Set(sources.map { $0.deliveryID() }).count == 4)
        #expect(Set(sources.map { $0.sessionToken() }).count == 4)
        #expect(Set(sources.map { $0.traceID() }).count == 4)
    }

    @Test("Names are of the form that their readers ask for, and each is new")
    func forms() {
        let source = SeededIdentifierSource(seed: Seed(0), environment: .test, run: 1)
        var names: Set<String> = []
        for _ in 0..<1000 {
            let delivery = source.deliveryID().description
            #expect(
                delivery.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            )
            let token = source.sessionToken()
            #expect(token.wholeMatch(of: /[0-9a-f]{64}/) != nil)
            let trace = source.traceID()
            #expect(trace.wholeMatch(of: /[0-9a-f]{32}/) != nil)
            names.formUnion([delivery, token, trace])
        }
        #expect(names.count == 3000)
    }

    @Test(
        "Seeds are read and printed as hexadecimal digits",
        arguments: [("0", "0000000000000000"), ("5CB1", "0000000000005cb1"), ("ffffFFFFffffFFFF", "ffffffffffffffff")]
    )
    func seeds(text: String, printed: String) {
        #expect(Seed(text)?.description == printed)
        #expect(Seed(printed) == Seed(text))
    }

    @Test("What is no seed", arguments: ["", "-1", "+1", "0x1", "g", "10000000000000000", " 1", "١"])
    func noSeeds(text: String) {
        #expect(Seed(text) == nil)
    }

    @Test("A seed that nobody chose is another each time")
    func random() {
        #expect(Seed.random() != Seed.random())
    }
}
