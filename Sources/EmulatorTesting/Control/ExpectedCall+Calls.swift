public import Domain
public import Journal

extension ExpectedCall {
    /// A heartbeat that was answered well, at least once.
    public static var heartbeat: ExpectedCall { ExpectedCall(.heartbeat) }

    /// A fragment that was accepted.
    ///
    /// - Parameters:
    ///   - fileName: compared exactly; `nil` for any file.
    ///   - fragment: `nil` for any.
    public static func upload(
        _ fileName: String? = nil,
        fragment: FragmentIndex? = nil,
        times: ClosedRange<Int> = 1...Int.max
    ) -> ExpectedCall {
        ExpectedCall(.upload(fileName, fragment: fragment), times: times)
    }

    /// A history call that was answered well.
    ///
    /// - Parameter delivery: `nil` for any.
    public static func history(of delivery: DeliveryID? = nil, times: ClosedRange<Int> = 1...Int.max) -> ExpectedCall {
        ExpectedCall(.history(of: delivery), times: times)
    }
}

extension JournalFilter {
    /// Heartbeats, whatever was answered.
    public static var heartbeat: JournalFilter {
        var filter = JournalFilter()
        filter.endpoint = .heartbeat
        return filter
    }

    /// Fragments, whatever was answered.
    ///
    /// - Parameters:
    ///   - fileName: compared exactly; `nil` for any file.
    ///   - fragment: `nil` for any.
    public static func upload(_ fileName: String? = nil, fragment: FragmentIndex? = nil) -> JournalFilter {
        var filter = JournalFilter()
        filter.endpoint = .upload
        filter.fileName = fileName
        filter.fragment = fragment
        return filter
    }

    /// History calls, whatever was answered.
    ///
    /// - Parameter delivery: `nil` for any.
    public static func history(of delivery: DeliveryID? = nil) -> JournalFilter {
        var filter = JournalFilter()
        filter.endpoint = .history
        filter.delivery = delivery
        return filter
    }
}
