import Domain
import Testing
import Wire

@Suite("Route: which call a request makes")
struct RouteTests {
    @Test(
        "Heartbeat, whatever the case, with or without a slash at the end",
        arguments: [
            "/m2m/v2/heartbeat", "/m2m/v2/heartbeat/", "/M2M/V2/HeartBeat", "/m2m/v2/heartbeat?a=/b//c",
            "/m2m/v2/heartbeat/?\u{301}",
        ]
    )
    func heartbeat(_ target: String) throws {
        #expect(try Route(method: "GET", target: target) == .heartbeat)
    }

    @Test(
        "History hands on the last word, decoded and not judged",
        arguments: [
            ("/m2m/v2/history/0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e"),
            ("/m2m/v2/HISTORY/0F8FAD5B/", "0F8FAD5B"),
            ("/m2m/v2/history/%7B0f8f%7D?x=1", "{0f8f}"),
            ("/m2m/v2/history/%20", " "),
        ]
    )
    func history(target: String, id: String) throws {
        #expect(try Route(method: "GET", target: target) == .history(id: id))
    }

    @Test(
        "An upload with a version, with an empty one, and without one",
        arguments: [
            ("/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/holdings.xml/3", "3"),
            ("/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/holdings.xml/3/", "3"),
            ("/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/holdings.xml/", ""),
            ("/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/holdings.xml", ""),
            ("/M2M/V2/FILE/0/9990000045/VINN/2022-06-30/V40/holdings.xml/?retry=1", ""),
            ("/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40/holdings.xml/1.0%20b", "1.0 b"),
        ]
    )
    func upload(target: String, version: String) throws {
        #expect(try Route(method: "POST", target: target) == .upload(.holdings(version: version)))
    }

    @Test("The words of an upload keep their case and are not judged")
    func uploadIsNotJudged() throws {
        let route = try Route(method: "POST", target: "/m2m/v2/file/%E2%88%921/x/krita/soon/krita_Monthly/A%09b/9")
        let expected = RawSubmission(
            fragment: "\u{2212}1",
            organisationNumber: "x",
            statisticalProgram: "krita",
            referencePeriod: "soon",
            fileFormat: "krita_Monthly",
            fileName: "A\tb",
            version: "9"
        )
        #expect(route == .upload(expected))
    }

    @Test(
        "Of an absolute-form target only the path counts",
        arguments: [
            "https://localhost:8443/m2m/v2/heartbeat", "HTTP://a:1@[::1]/m2m/v2/heartbeat/?q=/x",
            "https://test.m2m.gdb.scb.se/M2M/v2/heartbeat#top",
        ]
    )
    func absoluteForm(_ target: String) throws {
        #expect(try Route(method: "GET", target: target) == .heartbeat)
    }

    @Test(
        "An authority without a path has none",
        arguments: ["https://localhost:8443", "https://localhost:8443/", "https://localhost?x=/m2m/v2/heartbeat"]
    )
    func authorityOnly(_ target: String) {
        #expect(throws: Problem.pathNotFound("/")) { try Route(method: "GET", target: target) }
    }

    @Test("A URL in the query is not taken for an absolute-form target")
    func urlInQuery() throws {
        #expect(try Route(method: "GET", target: "/m2m/v2/heartbeat?next=http://a/b") == .heartbeat)
    }
}

extension RawSubmission {
    /// The submission that the tests' targets share.
    static func holdings(fileName: String = "holdings.xml", version: String = "") -> RawSubmission {
        RawSubmission(
            fragment: "0",
            organisationNumber: "9990000045",
            statisticalProgram: "VINN",
            referencePeriod: "2022-06-30",
            fileFormat: "V40",
            fileName: fileName,
            version: version
        )
    }
}
