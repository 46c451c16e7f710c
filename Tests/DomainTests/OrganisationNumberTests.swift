import Domain
import Testing

@Suite("An organisation number")
struct OrganisationNumberTests {
    @Test(
        "Ten digits, with or without the hyphen, are the same organisation",
        arguments: ["2021000837", "202100-0837"]
    )
    func accepted(text: String) throws {
        let number = try #require(OrganisationNumber(text))
        #expect(number.digits == "2021000837")
        #expect(number.description == "2021000837")
    }

    @Test(
        "Another form is no organisation number",
        arguments: [
            "", "202100083", "20210008370", "162021000837", "16202100-0837", "20210-00837", "2021000-837",
            "202100--0837", "202100+0837", "202100\u{2212}0837", "202100 0837", " 2021000837", "2021000837 ",
            "SE2021000837", "202100083X", "２０２１０００８３７", "202100-083٧", "-2021000837", "2021000837-",
        ]
    )
    func refused(text: String) {
        #expect(OrganisationNumber(text) == nil)
    }

    @Test(
        "The last digit is checked as Luhn's algorithm asks",
        arguments: [
            ("2021000837", true), ("5566778899", true), ("5512345678", true), ("1234567897", true),
            ("0000000000", true), ("2021000838", false), ("5566778890", false), ("1234567890", false),
            // Two neighbours swapped, the mistake that the check digit is made for.
            ("5566787899", false),
        ]
    )
    func checkDigit(text: String, isValid: Bool) throws {
        #expect(try #require(OrganisationNumber(text)).hasValidCheckDigit == isValid)
    }
}
