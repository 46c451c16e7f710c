import HTTPTypes
import Hummingbird
import Logging
import YAMLReading

/// Every route there is, for the router and for those whom the router has no answer for.
struct RouteTable: Sendable {
    let routes: [ControlRoute]

    init(_ routes: [ControlRoute]) {
        self.routes = routes
    }

    func router(for desk: ControlDesk, access: AccessRule, logger: Logger) -> Router<ControlContext> {
        let router = Router(context: ControlContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ProblemMiddleware(table: self, logger: logger))
        router.add(middleware: AccessMiddleware(rule: access))
        for route in self.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(ControlCall(request: request, context: context, desk: desk))
            }
        }
        return router
    }

    /// Why nothing answers a request: 405 or 404.
    func refusal(of method: HTTPRequest.Method, path: String) -> ControlProblem {
        let fitting = self.routes.filter { $0.fits(path) }
        // Where a word of the path is a route's own, it is no name.
        let named = fitting.map(\.captures).min()
        let here = fitting.filter { $0.captures == named }.map(\.method)
        guard !here.isEmpty else { return .pathNotFound(path, near: self.near(path)) }
        let allowed = Set(here.map(\.rawValue) + (here.contains(.get) ? ["HEAD"] : []))
        return .methodNotAllowed(method.rawValue, path: path, allowed: allowed.sorted())
    }

    /// The routes whose path is most like one that has none, at most three.
    private func near(_ path: String) -> [String] {
        // Whoever writes more than this has not mistyped a path of ours.
        guard path.utf8.count <= 200 else { return [] }
        let distances = self.routes.map { ($0.name, $0.distance(to: path)) }
        guard let least = distances.map(\.1).min(), least <= 4 else { return [] }
        return Array(distances.filter { $0.1 == least }.map(\.0).prefix(3))
    }
}

extension ControlRoute {
    private var parts: [Substring] { self.path.split(separator: "/") }

    /// How many parts of the path stand for anything.
    fileprivate var captures: Int { self.parts.count { $0.hasPrefix("{") } }

    fileprivate func fits(_ path: String) -> Bool {
        let (parts, found) = (self.parts, path.split(separator: "/"))
        return parts.count == found.count && zip(parts, found).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    /// How many letters of the path are other ones; a part more or less counts as its letters.
    fileprivate func distance(to path: String) -> Int {
        let (parts, found) = (self.parts, path.split(separator: "/"))
        let shared = zip(parts, found).map { part, found in
            part.hasPrefix("{") ? 0 : Spelling.distance(String(part), String(found))
        }
        let rest = parts.dropFirst(found.count) + found.dropFirst(parts.count)
        return shared.reduce(0, +) + rest.map { $0.hasPrefix("{") ? 2 : $0.count }.reduce(0, +)
    }
}
