/// What a format's sample files are made of: a head, holders with records in them, a tail.
struct SampleTemplate: Sendable {
    let head: [UInt8]
    let holder: SampleText
    let record: SampleText
    let holderEnd: [UInt8]
    let tail: [UInt8]

    init(head: String, holder: String, record: String, holderEnd: String, tail: String) {
        self.head = Array(head.utf8)
        self.holder = SampleText(holder)
        self.record = SampleText(record)
        self.holderEnd = Array(holderEnd.utf8)
        self.tail = Array(tail.utf8)
    }

    /// The most that one more record can add.
    var largestStep: Int { self.holderEnd.count + self.holder.count + self.record.count }

    /// Room for the frame and one record.
    var minimumSize: Int {
        self.head.count + self.holder.count + self.largestStep + self.holderEnd.count + self.tail.count
    }

    /// The shape, element by element, of SCB's published example.
    static func v40(agent: String, period: String) -> SampleTemplate {
        SampleTemplate(
            head: """
                <?xml version="1.0" encoding="utf-8"?>
                <Report ReportingAgentName="Påhittade Värdepapper AB" ReportingAgentCode="\(agent)" \
                FileCreated="\(period)T12:00:00Z" ReferencePeriod="\(period)" xmlns="http://scb.se/gdb/vinn">

                """,
            holder: """
                  <Holder>
                    <HolderName>Påhittad fond ~~~~~~~</HolderName>
                    <FIIdentificationNumber>#####</FIIdentificationNumber>
                    <HolderCountry>SE</HolderCountry>

                """,
            record: """
                    <Holding>
                      <IdentifierType>ISIN</IdentifierType>
                      <Identifier>SE~~~~~~~~~~</Identifier>
                      <NominalCurrency>SEK</NominalCurrency>
                      <ReportingBasis>XXX</ReportingBasis>
                      <Observation>############</Observation>
                      <EntityWithinTheGroup>Y_#</EntityWithinTheGroup>
                      <Valuation>M</Valuation>
                      <Value>############</Value>
                      <ValuationCurrency>SEK</ValuationCurrency>
                      <AccruedInterestForMarketValues>true</AccruedInterestForMarketValues>
                      <AccruedInterest>########</AccruedInterest>
                    </Holding>

                """,
            holderEnd: "  </Holder>\n",
            tail: "</Report>\n"
        )
    }

    static func kritaMonthly(agent: String, period: String) -> SampleTemplate {
        SampleTemplate(
            head: """
                <?xml version="1.0" encoding="utf-8"?>
                <!-- En påhittad form: hur Krita_Monthly verkligen ser ut är inte offentligt. -->
                <KritaStub xmlns="urn:example:krita-stub" agent="\(agent)" period="\(period)">

                """,
            holder: "  <Counterparty id=\"~~~~~~~\">\n",
            record: """
                    <Loan>
                      <Contract>~~~~~~~~~~</Contract>
                      <Currency>SEK</Currency>
                      <Outstanding>##########</Outstanding>
                      <InterestRate>#.###</InterestRate>
                    </Loan>

                """,
            holderEnd: "  </Counterparty>\n",
            tail: "</KritaStub>\n"
        )
    }
}
