import Domain
import YAMLReading

/// Reads a user's grants; each must name what the settings know.
struct GrantReader {
    private let organisation: ScalarForm<OrganisationNumber>
    private let formats: FormatCatalogue?

    private enum Key: String, MapKey {
        case organisation, program, formats
    }

    /// What two grants of one user may not share: one of them would hide the other's formats.
    private struct Subject: Hashable {
        let organisation: OrganisationNumber
        let program: StatisticalProgram
    }

    /// - Parameters: what grants may refer to; `nil` when not all of it could be read, so that anything may be meant.
    init(organisations: [OrganisationNumber]?, formats: FormatCatalogue?) {
        self.organisation = organisations.map { .organisation(among: $0) } ?? .organisationNumber
        self.formats = formats
    }

    func read(_ items: [NodeReader]) -> [Grant] {
        var subjects = FirstUses<Subject>(ofEach: "organisation and program of a user")
        return items.compactMap { item in
            guard let map = item.map(Key.self) else { return nil }
            let organisation = map.required(.organisation, as: self.organisation)
            let program = map.required(.program, as: .program)
            let formats = self.formats(map.required(.formats, listOf: "a file format's name"), of: program)
            guard let organisation, let program else { return nil }
            let subject = Subject(organisation: organisation, program: program)
            guard subjects.note(subject, found: "'\(organisation)' and '\(program)'", at: item) else { return nil }
            return Grant(organisation: organisation, program: program, formats: Set(formats))
        }
    }

    /// - Parameter program: `nil` when it could not be read; then any program's format may be meant.
    private func formats(_ items: [NodeReader], of program: StatisticalProgram?) -> [FileFormatName] {
        let registered = self.formats.map { catalogue in program.map(catalogue.formats(of:)) ?? catalogue.formats }
        let form = registered.map { ScalarForm.format(among: $0.map(\.name)) } ?? .formatName
        var names = FirstUses<FileFormatName>(ofEach: "file format of a grant")
        return items.compactMap { $0.value(form, onceIn: &names) }
    }
}
