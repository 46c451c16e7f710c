import Domain
import Foundation
import Testing

@Suite("How far a delivery has come in its course")
struct DeliveryCourseTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    private func shown(_ course: DeliveryCourse, polledAt seconds: [TimeInterval]) -> [DeliveryStatus] {
        var place = CoursePlace(start: self.start, in: course)
        return seconds.map { place.poll(at: self.start + $0, in: course).status }
    }

    @Test("Several steps that time ends are over at once, each from the end of the one before")
    func catchesUp() {
        let course = DeliveryCourse([
            .init(.queued, leaving: .after(.milliseconds(1500))), .init(.processing, leaving: .after(.zero)),
            .init(.readIn, leaving: .after(.seconds(10))), .init(.stopped),
        ])
        let place = CoursePlace(start: self.start, in: course)
        #expect(place.advanced(to: self.start + 1.499, in: course).step == 0)
        #expect(place.endOfStep(in: course) == self.start + 1.5)
        let third = place.advanced(to: self.start + 5, in: course)
        #expect(third.step == 2)
        #expect(third.enteredAt == self.start + 1.5)
        #expect(third.endOfStep(in: course) == self.start + 11.5)
        #expect(place.advanced(to: self.start + 1e9, in: course).step == 3)
        #expect(place.advanced(to: self.start + 1e9, in: course).endOfStep(in: course) == nil)
    }

    @Test("A step of no time is never shown: at the beginning, after polls, after a release, by a clock set back")
    func noTime() {
        let never = DeliveryCourse.Leaving.after(.zero)
        let first = DeliveryCourse([.init(.queued, leaving: never), .init(.processing)])
        #expect(self.shown(first, polledAt: [-5, 0]) == [.processing, .processing])
        let polled = DeliveryCourse([
            .init(.queued, leaving: .polls(1)), .init(.processing, leaving: never), .init(.readIn),
        ])
        #expect(self.shown(polled, polledAt: [0, -1]) == [.queued, .readIn])
        var place = CoursePlace(start: self.start, in: polled)
        let isReleased = place.release(at: self.start, in: polled)
        #expect(isReleased)
        #expect(place.step == 2)
    }

    @Test("The last step is never left, whatever it says")
    func lastStays() {
        for leaving in [.after(.zero), .polls(1), .byHand] as [DeliveryCourse.Leaving] {
            let course = DeliveryCourse([.init(.processing, leaving: leaving)])
            var place = CoursePlace(start: self.start, in: course).advanced(to: self.start + 100, in: course)
            _ = place.poll(at: self.start, in: course)
            let isReleased = place.release(at: self.start, in: course)
            #expect(!isReleased)
            #expect(place.poll(at: .distantFuture, in: course).status == .processing)
        }
    }

    @Test("A step is shown by as many answers as it says, counted for each step anew, and time does not end it")
    func polls() {
        let course = DeliveryCourse([
            .init(.queued, leaving: .polls(2)), .init(.processing, leaving: .polls(1)), .init(.readIn),
        ])
        #expect(
            self.shown(course, polledAt: [0, 1e9, 1e9, 1e9, 1e9]) == [.queued, .queued, .processing, .readIn, .readIn]
        )
    }

    @Test("The time of a step behind polls begins with the answer that first shows it")
    func timeAfterPolls() {
        let course = DeliveryCourse([
            .init(.processing, leaving: .polls(1)), .init(.readIn, leaving: .after(.seconds(2))), .init(.systemFault),
        ])
        #expect(
            self.shown(course, polledAt: [100, 200, 201.9, 202]) == [.processing, .readIn, .readIn, .systemFault]
        )
    }

    @Test("A release ends a step whatever it waits for, and one that waits for a hand waits for nothing else")
    func release() {
        for leaving in [.after(.seconds(60)), .polls(9), .byHand] as [DeliveryCourse.Leaving] {
            let course = DeliveryCourse([
                .init(.processing, leaving: leaving), .init(.readIn, leaving: .byHand), .init(.systemFault),
            ])
            var place = CoursePlace(start: self.start, in: course)
            let isReleased = place.release(at: self.start + 1, in: course)
            #expect(isReleased)
            #expect(place.enteredAt == self.start + 1)
            #expect(place.poll(at: .distantFuture, in: course).status == .readIn)
        }
    }

    @Test("A release counts from the step of now, not from the one that was kept")
    func releaseAfterTime() {
        let course = DeliveryCourse([
            .init(.queued, leaving: .after(.seconds(1))), .init(.processing, leaving: .byHand), .init(.readIn),
        ])
        var place = CoursePlace(start: self.start, in: course)
        let isReleased = place.release(at: self.start + 5, in: course)
        #expect(isReleased)
        #expect(place.step == 2)
    }

    @Test("A clock set back takes no step back that an answer has shown")
    func setBack() {
        let course = DeliveryCourse([.init(.processing, leaving: .after(.seconds(5))), .init(.readIn)])
        #expect(self.shown(course, polledAt: [6, -6]) == [.readIn, .readIn])
    }

    @Test("Kept and read again it is the same, to the least fraction")
    func kept() throws {
        let course = DeliveryCourse([.init(.processing, leaving: .after(.nanoseconds(1))), .init(.readIn)])
        let place = CoursePlace(start: self.start + 0.1, in: course)
        let data = try JSONEncoder().encode(course)
        #expect(try JSONDecoder().decode(DeliveryCourse.self, from: data) == course)
        #expect(try JSONDecoder().decode(CoursePlace.self, from: JSONEncoder().encode(place)) == place)
    }
}
