import Client
import Domain
import Testing

@Suite("Which bytes go with which index")
struct FragmentPlanTests {
    static let plans: [(Int, FragmentPlan.Closing, [String])] = [
        (1, .lastBytes, ["0:0-1", "-1:1-1"]),
        (10, .lastBytes, ["0:0-10", "-1:10-10"]),
        (11, .lastBytes, ["0:0-10", "-1:10-11"]),
        (20, .lastBytes, ["0:0-10", "-1:10-20"]),
        (25, .lastBytes, ["0:0-10", "1:10-20", "-1:20-25"]),
        (10, .empty, ["0:0-10", "-1:10-10"]),
        (20, .empty, ["0:0-10", "1:10-20", "-1:20-20"]),
        (10, .alone, ["-1:0-10"]),
        (11, .alone, ["0:0-10", "-1:10-11"]),
    ]

    @Test("Every byte once, in order, and -1 at last", arguments: plans)
    func pieces(_ size: Int, _ closing: FragmentPlan.Closing, _ expected: [String]) {
        let plan = FragmentPlan(size: size, fragmentBytes: 10, closing: closing)
        #expect(plan.pieces.map { "\($0.index):\($0.bytes.lowerBound)-\($0.bytes.upperBound)" } == expected)
    }
}
