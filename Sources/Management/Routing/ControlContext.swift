import Hummingbird

/// What the listener knows of a request beside the request itself.
struct ControlContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let traceID: String

    init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.traceID = TraceID.make()
    }
}

enum TraceID {
    /// 32 lower-case hexadecimal digits, like no other's.
    static func make() -> String {
        let digits = String(UInt128.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
