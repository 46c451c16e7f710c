import Domain
import ReportCard
import Samples
import Scenarios
import Settings
import YAMLReading

extension CertifyPlan {
    enum Key: String, MapKey {
        case plan, description, situations
    }

    /// - Parameter source: the path of a file, or the name of a ready plan.
    /// - Throws: every mistake in it.
    static func load(_ source: String) throws(YAMLFileError) -> CertifyPlan {
        if let ready = ReadyPlan(rawValue: source) { return ready.plan }
        return try self.parse(YAMLFile.text(path: source), file: source)
    }

    /// - Parameter file: its name, for the messages.
    static func parse(_ text: String, file: String) throws(YAMLFileError) -> CertifyPlan {
        var mistakes: [Mistake] = []
        let plan: CertifyPlan
        do {
            plan = try YAMLFile.read(text, file: file) { root in Self.read(root, file: file, mistakes: &mistakes) }
        } catch {
            throw YAMLFileError(error.mistakes + mistakes)
        }
        guard mistakes.isEmpty else { throw YAMLFileError(mistakes) }
        return plan
    }

    private static func read(_ root: NodeReader, file: String, mistakes: inout [Mistake]) -> CertifyPlan? {
        guard let map = root.map(Key.self) else { return nil }
        let name = map.required(.plan, as: .planName)
        var description = ""
        map.read(.description, as: .planText, into: &description)
        var names = FirstUses<String>(ofEach: "name of a situation")
        var situations: [Situation] = []
        for item in map.required(.situations, listOf: "a situation") {
            guard let situation = Situation.read(item, file: file, names: &names, mistakes: &mistakes) else { continue }
            situations.append(situation)
        }
        return CertifyPlan(name: name ?? "", description: description, situations: situations)
    }
}

extension Situation {
    enum Key: String, MapKey {
        case name, title, file, scenario, given, client, exercises
        case leavesOut = "leaves-out"
        case limit = "time-limit"
    }

    private enum FileKey: String, MapKey {
        case format, content, size, name
    }

    private enum GivenKey: String, MapKey {
        case serverCertificate = "server-certificate"
        case clientCertificate = "client-certificate"
        case refusal, profile, variants
    }

    /// - Parameter mistakes: those in the scenario, whose lines are counted from its own first.
    /// - Returns: `nil` only after a mistake was reported.
    fileprivate static func read(
        _ item: NodeReader,
        file: String,
        names: inout FirstUses<String>,
        mistakes: inout [Mistake]
    ) -> Situation? {
        guard let map = item.map(Key.self) else { return nil }
        let name = map.required(.name, as: .planName, onceIn: &names)
        let title = map.required(.title, as: .planText)
        let order = map.required(.file, mapOf: FileKey.self).flatMap(Self.fileOrder)
        let scenario = map.optional(.scenario)?.value(.scenarioText).flatMap {
            Self.scenario($0, of: "\(file), scenario of \(name ?? "a situation")", mistakes: &mistakes)
        }
        let ending = map.required(.client, as: ScalarForm<Ending>.oneOf)
        var limit = Duration.seconds(120)
        map.read(.limit, as: .duration(.seconds(1) ... .seconds(3600)), into: &limit)
        let conditions = map.optional(.given, mapOf: GivenKey.self).map(Self.conditions)
        let exercises = Self.requirements(map.optional(.exercises))
        let leavesOut = Self.requirements(map.optional(.leavesOut))
        guard let name, let title, let order, let ending else { return nil }
        return Situation(
            name: name,
            title: title,
            file: order,
            scenario: scenario,
            conditions: conditions ?? Conditions(),
            ending: ending,
            exercises: exercises,
            leavesOut: Set(leavesOut),
            limit: limit
        )
    }

    private static func fileOrder(_ map: MapReader<FileKey>) -> FileOrder? {
        let format = map.required(.format, as: ScalarForm<SampleFile.Format>.oneOf)
        let content = map.optional(.content)?.value(ScalarForm<SampleFile.Format>.oneOf)
        let bytes = map.required(.size, as: .bytes(1000...1 << 30))
        let name = map.optional(.name)?.value(.planFileName)
        guard let format, let bytes else { return nil }
        return FileOrder(format: format, content: content ?? format, bytes: bytes, name: name)
    }

    private static func conditions(_ map: MapReader<GivenKey>) -> Conditions {
        var conditions = Conditions()
        map.read(.serverCertificate, as: .oneOf, into: &conditions.serverCertificate)
        map.read(.clientCertificate, as: .oneOf, into: &conditions.clientCertificate)
        map.read(.refusal, as: .oneOf, into: &conditions.refusal)
        map.read(.profile, as: .oneOf, into: &conditions.profile)
        conditions.variants =
            map.optional(.variants)?.oneOrMore("a variant of the answers").compactMap {
                $0.value(ScalarForm<AnswerVariant>.oneOf)
            } ?? []
        return conditions
    }

    private static func requirements(_ list: NodeReader?) -> [String] {
        let form = ScalarForm<String>.word(Requirement.all.map(\.id)) { id in
            Requirement.all.contains { $0.id == id } ? id : nil
        }
        return list?.oneOrMore("the id of a requirement").compactMap { $0.value(form) } ?? []
    }

    private static func scenario(_ text: String, of place: String, mistakes: inout [Mistake]) -> Scenario? {
        if let ready = ReadyScenario(rawValue: text) { return ready.scenario }
        do {
            return try Scenario.parse(text, file: place)
        } catch {
            mistakes += error.mistakes
            return nil
        }
    }
}

extension ScalarForm<String> {
    static let planName = ScalarForm.text("1 to 64 of a-z, 0-9 and '-'") { text in
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    static let planText = ScalarForm.text("a text of at most 500 characters") { (1...500).contains($0.count) }

    /// The name of a file in the certification's own folder.
    static let planFileName = ScalarForm.text("1 to 200 characters without '/' and control characters, no '.' first") {
        text in
        (1...200).contains(text.utf8.count) && !text.contains("/") && !text.hasPrefix(".")
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    static let scenarioText = ScalarForm.text("the text of a scenario, after '|', or the name of a ready one") {
        !$0.isEmpty
    }
}
