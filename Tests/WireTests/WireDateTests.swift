import Foundation
import Testing

@testable import Wire

@Suite("WireDate")
struct WireDateTests {
    @Test(
        "A timestamp is UTC with three digits of milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_679_502_923, "2023-03-22T16:35:23.000Z"),
            (1_679_502_923.25, "2023-03-22T16:35:23.250Z"),
            (1_719_835_323.5, "2024-07-01T12:02:03.500Z"),
            (951_827_696.125, "2000-02-29T12:34:56.125Z"),
            (2_524_607_999, "2049-12-31T23:59:59.000Z"),
        ] as [(TimeInterval, String)]
    )
    func timestamp(seconds: TimeInterval, text: String) {
        #expect(WireDate.timestamp(Date(timeIntervalSince1970: seconds)) == text)
    }

    @Test(
        "A fraction next to a whole second stays three digits and carries over, or is cut",
        arguments: [
            (1_679_502_923.9996, ["2023-03-22T16:35:23.999Z", "2023-03-22T16:35:24.000Z"]),
            (1_679_502_923.99999, ["2023-03-22T16:35:23.999Z", "2023-03-22T16:35:24.000Z"]),
            (1_679_502_923.0004, ["2023-03-22T16:35:23.000Z"]),
            (1_703_980_799.9999, ["2023-12-30T23:59:59.999Z", "2023-12-31T00:00:00.000Z"]),
            (1_704_067_199.9999, ["2023-12-31T23:59:59.999Z", "2024-01-01T00:00:00.000Z"]),
        ] as [(TimeInterval, [String])]
    )
    func nextToWhole(seconds: TimeInterval, texts: [String]) {
        #expect(texts.contains(WireDate.timestamp(Date(timeIntervalSince1970: seconds))))
    }

    @Test("A time of whole milliseconds is written as itself")
    func wholeMilliseconds() {
        let wrong = (0..<1000).filter { milliseconds in
            let date = Date(timeIntervalSince1970: 1_679_502_923 + TimeInterval(milliseconds) / 1000)
            let digits = String(1000 + milliseconds).dropFirst()
            return WireDate.timestamp(date) != "2023-03-22T16:35:23.\(digits)Z"
        }
        #expect(wrong == [], "written as the millisecond before or after")
    }

    @Test(
        "A submission date is Swedish local time: winter, summer, and the hours of the change",
        arguments: [
            ("2023-01-15T12:00:00Z", "2023-01-15 13:00:00"),
            ("2023-07-15T12:00:00Z", "2023-07-15 14:00:00"),
            ("2023-12-31T23:30:00Z", "2024-01-01 00:30:00"),
            ("2024-02-28T23:00:00Z", "2024-02-29 00:00:00"),
            ("2023-03-26T00:59:59Z", "2023-03-26 01:59:59"),
            ("2023-03-26T01:00:00Z", "2023-03-26 03:00:00"),
            ("2023-10-29T00:30:00Z", "2023-10-29 02:30:00"),
            ("2023-10-29T01:30:00Z", "2023-10-29 02:30:00"),
            ("2023-10-29T02:00:00Z", "2023-10-29 03:00:00"),
        ]
    )
    func submissionDate(utc: String, local: String) throws {
        #expect(WireDate.submissionDate(try Date(utc, strategy: .iso8601)) == local)
    }

    @Test("A submission date cuts its fraction off", arguments: [0.0, 0.4, 0.9996] as [TimeInterval])
    func submissionDateIsCut(_ fraction: TimeInterval) {
        let date = Date(timeIntervalSince1970: 1_679_502_923 + fraction)
        #expect(WireDate.submissionDate(date) == "2023-03-22 17:35:23")
    }
}
