import Domain
import Foundation
import Testing

@Suite("How far a delivery has come in its course")
struct DeliveryCourseTests {
    private let start = Date(timeIntervalSince1970: 1_800_000_000)

    @Test("Several steps that time ends are over at once, each from the end of the one before")
    func catchesUp() {
        let course = DeliveryCourse([
            .init(.queued, leaving: .after(seconds: 1)), .init(.processing, leaving: .after(seconds: 0)),
            .init(.readIn, leaving: .after(seconds: 10)), .init(.stopped),
        ])
        let place = CoursePlace(enteredAt: self.start)
        #expect(place.advanced(to: self.start + 0.999, in: course).step == 0)
        let third = place.advanced(to: self.start + 5, in: course)
        #expect(third.step == 2)
        #expect(third.enteredAt == self.start + 1)
        #expect(third.endOfStep(in: course) == self.start + 11)
        #expect(place.advanced(to: self.start + 1e9, in: course).step == 3)
        #expect(place.advanced(to: self.start + 1e9, in: course).endOfStep(in: course) == nil)
    }

    @Test("The last step is never left, whatever it says")
    func lastStays() {
        for leaving in [.after(seconds: 0), .polls(1), .byHand] as [DeliveryCourse.Leaving] {
            let course = DeliveryCourse([.init(.processing, leaving: leaving)])
            var place = CoursePlace(enteredAt: self.start).advanced(to: self.start + 100, in: course)
            place.poll(at: self.start, in: course)
            let isReleased = place.release(at: self.start, in: course)
            #expect(!isReleased)
            #expect(place.step == 0)
        }
    }

    @Test("Polls are counted for each step anew, and time does not end a step that waits for them")
    func polls() {
        let course = DeliveryCourse([
            .init(.queued, leaving: .polls(2)), .init(.processing, leaving: .polls(1)), .init(.readIn),
        ])
        var place = CoursePlace(enteredAt: self.start)
        place.poll(at: self.start, in: course)
        #expect(place.advanced(to: self.start + 1e9, in: course).step == 0)
        place.poll(at: self.start + 7, in: course)
        #expect(place.step == 1)
        #expect(place.polls == 0)
        #expect(place.enteredAt == self.start + 7)
        place.poll(at: self.start + 8, in: course)
        #expect(place.step == 2)
    }
}
