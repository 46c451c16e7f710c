import Domain
import Foundation
import Testing

@Suite("The names of formats, programs and deliveries")
struct NameTests {
    @Test(
        "A format's name means the same in any case",
        arguments: [("Krita_Monthly", "KRITA_MONTHLY"), ("V40", "v40"), ("V10", "V10"), ("ÅR", "år")]
    )
    func sameFormat(left: String, right: String) {
        #expect(FileFormatName(left) == FileFormatName(right))
        #expect(Set([FileFormatName(left), FileFormatName(right)]).count == 1)
        #expect(FileFormatName(left).description == left)
    }

    @Test(
        "Another name is another format, look-alikes of Unicode included",
        arguments: [
            ("V40", "V10"), ("V40", "V40 "), ("Krita_Monthly", "Krita-Monthly"), ("", "V40"), ("V40", "Ｖ40"),
        ]
    )
    func otherFormat(left: String, right: String) {
        #expect(FileFormatName(left) != FileFormatName(right))
    }

    @Test(
        "A program is found in any case",
        arguments: [
            ("VINN", StatisticalProgram.vinn), ("vinn", .vinn), ("Vinn", .vinn), ("KRITA", .krita), ("krita", .krita),
        ]
    )
    func program(text: String, program: StatisticalProgram) {
        #expect(StatisticalProgram(caseInsensitive: text) == program)
    }

    @Test(
        "There are no other programs, look-alikes of Unicode included",
        // DOTLESS I, which full case mapping takes for an I and an ordinal comparison does not.
        arguments: ["", "VINN ", " VINN", "VIN", "VINNS", "KRITA-2", "V40", "kr\u{131}ta", "ＶＩＮＮ"]
    )
    func noProgram(text: String) {
        #expect(StatisticalProgram(caseInsensitive: text) == nil)
    }

    @Test("A delivery's id shows in lower case with hyphens, however it was written")
    func deliveryID() throws {
        let text = "0F8FAD5B-D9CB-469F-a165-70867728950e"
        let id = try #require(DeliveryID(text))
        #expect(id.description == "0f8fad5b-d9cb-469f-a165-70867728950e")
        #expect(id == DeliveryID(text.lowercased()))
        #expect(try id == DeliveryID(#require(UUID(uuidString: text))))
    }

    @Test(
        "What is not a GUID of the form 8-4-4-4-12 is no delivery's id",
        arguments: [
            "", "0", "0f8fad5b", "0f8fad5bd9cb469fa16570867728950e", "{0f8fad5b-d9cb-469f-a165-70867728950e}",
            "0f8fad5b-d9cb-469f-a165-70867728950", "0f8fad5b-d9cb-469f-a165-70867728950ef",
            "0f8fad5b-d9cb-469f-a165-70867728950e ", " 0f8fad5b-d9cb-469f-a165-70867728950e",
            "0g8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5bd-9cb-469f-a165-70867728950e",
            "0f8fad5b-d9cb-469f-a165-7086772895٠e",
        ]
    )
    func noDeliveryID(text: String) {
        #expect(DeliveryID(text) == nil)
    }
}
