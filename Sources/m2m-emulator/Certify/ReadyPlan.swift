import YAMLReading

/// The plans that are built into the program.
enum ReadyPlan: String, CaseIterable {
    case basic
    case full

    /// The file.
    var text: String {
        let bytes =
            switch self {
            case .basic: PackageResources.basic_yaml
            case .full: PackageResources.full_yaml
            }
        return String(decoding: bytes, as: UTF8.self)
    }

    var plan: CertifyPlan {
        do {
            return try CertifyPlan.parse(self.text, file: "\(self.rawValue).yaml")
        } catch {
            preconditionFailure("A plan built into the program is wrong:\n\(error)")
        }
    }
}
