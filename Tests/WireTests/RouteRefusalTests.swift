import Domain
import Testing
import Wire

@Suite("Route: what no call answers to")
struct RouteRefusalTests {
    private static let upload = "/m2m/v2/file/0/9990000045/VINN/2022-06-30/V40"

    @Test(
        "Any other path is not found, and the answer names it without its query",
        arguments: [
            "/", "", "*", "/m2m", "/m2m/", "/m2m/v2", "/m2m/v2/", "/m2m/v3/heartbeat", "/v2/heartbeat",
            "m2m/v2/heartbeat", "/m2m/v2/heartbeats", "/m2m/v2/heartbeat/now", "/m2m/v2/history", "/m2m/v2/history/",
            "/m2m/v2/history/a/b", "/m2m/v2/file", "\(upload)", "\(upload)/", "\(upload)/a.xml/3/4",
            "/m2m/v22/heartbeat",
        ]
    )
    func unknownPath(_ path: String) {
        #expect(throws: Problem.pathNotFound(path)) { try Route(method: "GET", target: path) }
        #expect(throws: Problem.pathNotFound(path)) { try Route(method: "POST", target: path + "?q=1") }
    }

    @Test(
        "An empty word matches nothing",
        arguments: [
            "//m2m/v2/heartbeat", "/m2m//v2/heartbeat", "/m2m/v2//heartbeat", "/m2m/v2/heartbeat//",
            "/m2m/v2/history//", "\(upload)/a.xml//", "\(upload)//a.xml", "\(upload)//", "/m2m//v1/x",
        ]
    )
    func doubleSlash(_ path: String) {
        #expect(throws: Problem.pathNotFound(path)) { try Route(method: "POST", target: path) }
    }

    @Test(
        "Dot segments are not resolved",
        arguments: ["/m2m/v2/./heartbeat", "/m2m/x/../v2/heartbeat", "/../m2m/v2/heartbeat", "/m2m/v2/heartbeat/."]
    )
    func dotSegments(_ path: String) {
        #expect(throws: Problem.pathNotFound(path)) { try Route(method: "GET", target: path) }
    }

    @Test(
        "Nor do they pass for a word: ASP.NET Core removes them from the path, encoded or not",
        arguments: [
            "\(upload)/..", "\(upload)/../", "\(upload)/.", "\(upload)/%2E%2e/", "\(upload)/a.xml/..",
            "/m2m/v2/history/..",
        ]
    )
    func dotSegmentsForWords(_ path: String) {
        let method = path.contains("history") ? "GET" : "POST"
        #expect(throws: Problem.pathNotFound(path)) { try Route(method: method, target: path) }
    }

    @Test(
        "Version 1 has ended, whatever the method and the rest of the path",
        arguments: ["/m2m/v1", "/m2m/v1/", "/m2m/v1/heartbeat", "/M2M/V1/file/a/b/c", "/m2m/v1/anything?x"],
        ["GET", "POST", "DELETE"]
    )
    func version1(_ target: String, method: String) {
        #expect(throws: Problem.versionEnded) { try Route(method: method, target: target) }
    }

    @Test(
        "Another method is refused and the right one named; methods are compared exactly",
        arguments: [
            ("/m2m/v2/heartbeat", "GET"), ("/m2m/v2/history/x", "GET"), ("/m2m/v2/history/%zz", "GET"),
            ("\(upload)/a.xml/", "POST"), ("\(upload)/a%zz.xml/3", "POST"),
        ],
        ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "get", "post", "Post"]
    )
    func method(_ call: (path: String, allowed: String), method: String) {
        guard method != call.allowed else { return }
        let problem = #expect(throws: Problem.self) { try Route(method: method, target: call.path + "?q") }
        #expect(problem == .methodNotAllowed(method, path: call.path, allowed: call.allowed))
        #expect(problem?.allowedMethods == [call.allowed])
    }
}
