import Domain
import Foundation
import Testing
import Validation

@Suite("Loading schemas")
struct SchemaLoadingTests {
    private static let head = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
    private static let element = "<xs:element name='r' type='xs:date'/>"

    /// Loads `schemas/main.xsd`, and answers each mistake with the folder's name taken out.
    private static func mistakes(_ files: [String: String], links: [String: String] = [:]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("m2m å #1 \(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("schemas/sub"),
            withIntermediateDirectories: true
        )
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent(name).path,
                withDestinationPath: target
            )
        }
        do throws(SchemaError) {
            _ = try Schema.load(.file(path: folder.appendingPathComponent("schemas/main.xsd").path))
            return []
        } catch {
            return error.mistakes.map { $0.description.replacing(folder.path + "/", with: "") }
        }
    }

    @Test("A schema may include and import what its folder has, the folders in it too, by links too")
    func references() throws {
        let files = [
            "schemas/main.xsd": Self.head + "<xs:include schemaLocation='sub/a%20b.xsd'/>"
                + "<xs:import namespace='urn:i' schemaLocation='i.xsd'/></xs:schema>",
            "schemas/sub/a b.xsd": Self.head + "<xs:include schemaLocation='../link.xsd'/></xs:schema>",
            "schemas/target.xsd": Self.head + Self.element + "</xs:schema>",
            "schemas/i.xsd": "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:i'/>",
        ]
        #expect(try Self.mistakes(files, links: ["schemas/link.xsd": "target.xsd"]) == [])
    }

    static let outside =
        "; allowed: files in 'schemas/'. Copy the file there and correct the reference; "
        + "nothing is read from elsewhere or from the network"

    @Test(
        "Nothing outside the folder is read",
        arguments: [
            ("../secret.xsd", "/secret.xsd"), ("sub/../../secret.xsd", "/secret.xsd"),
            ("/etc/hostname", "/etc/hostname"), ("file:///etc/hostname", "file:///etc/hostname"),
            ("http://127.0.0.1:9/a.xsd", "http://127.0.0.1:9/a.xsd"), ("//host/a.xsd", "//host/a.xsd"),
            ("..%2Fsecret.xsd", "/secret.xsd"), ("schema:/secret.xsd", "/secret.xsd"),
        ],
        ["include", "import namespace='urn:i'", "redefine"]
    )
    func escape(_ reference: (String, String), element: String) throws {
        let files = [
            "schemas/main.xsd": Self.head + "<xs:\(element) schemaLocation='\(reference.0)'/></xs:schema>",
            "secret.xsd": Self.head + Self.element + "</xs:schema>",
        ]
        let mistakes = try Self.mistakes(files)
        #expect(
            mistakes == [
                "schemas/main.xsd: found a reference to '\(reference.1)', outside the schema's folder\(Self.outside)"
            ]
        )
    }

    @Test("A link that leads out of the folder is not followed")
    func link() throws {
        let files = [
            "schemas/main.xsd": Self.head + "<xs:include schemaLocation='link.xsd'/></xs:schema>",
            "secret.xsd": Self.head + Self.element + "</xs:schema>",
        ]
        #expect(
            try Self.mistakes(files, links: ["schemas/link.xsd": "../secret.xsd"]) == [
                "schemas/main.xsd: found a reference to 'schemas/link.xsd', outside the schema's folder\(Self.outside)"
            ]
        )
    }

    @Test("An entity of a schema's is held to the folder as well")
    func entity() throws {
        let files = [
            "schemas/main.xsd": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" + Self.head
                + "<xs:annotation><xs:documentation>&e;</xs:documentation></xs:annotation></xs:schema>"
        ]
        #expect(
            try Self.mistakes(files) == [
                "schemas/main.xsd: found a reference to 'file:///etc/hostname', outside the schema's folder\(Self.outside)"
            ]
        )
    }

    private static let unreadable = "; allowed: the file of an XML schema. Check the path where it is named"

    @Test(
        "What is wrong is told with its file and line",
        arguments: [
            ([:], ["schemas/main.xsd: found no schema that can be read (No such file or directory)" + unreadable]),
            (
                ["schemas/main.xsd": head + "<xs:include schemaLocation='missing.xsd'/></xs:schema>"],
                ["schemas/missing.xsd: found no schema that can be read (No such file or directory)" + unreadable]
            ),
            (
                ["schemas/main.xsd": head + "<xs:include schemaLocation='sub'/></xs:schema>"],
                ["schemas/sub: found no schema that can be read (not a file)" + unreadable]
            ),
            (
                ["schemas/main.xsd": head + "\n<xs:element name='r' type='Missing'/></xs:schema>"],
                [
                    "schemas/main.xsd:2: element decl. 'r', attribute 'type': The QName value 'Missing' does not "
                        + "resolve to a(n) type definition"
                ]
            ),
            (
                ["schemas/main.xsd": head + "\n\n<xs:elem/></xs:schema>"],
                [
                    "schemas/main.xsd:3: Element '{http://www.w3.org/2001/XMLSchema}schema': The content is not valid. "
                        + "Expected is ((include | import | redefine | annotation)*, (((simpleType | complexType | group "
                        + "| attributeGroup) | element "
                ]
            ),
            (
                ["schemas/main.xsd": head + "\n<xs:element></xs:schema>"],
                [
                    "schemas/main.xsd:2: Opening and ending tag mismatch: element line 2 and schema",
                    "schemas/main.xsd:2: Premature end of data in tag schema line 1",
                ]
            ),
            (
                ["schemas/main.xsd": "<r/>"],
                ["schemas/main.xsd: The XML document 'schemas/main.xsd' is not a schema document"]
            ),
        ]
    )
    func mistakes(_ files: [String: String], expected: [String]) throws {
        let mistakes = try Self.mistakes(files)
        #expect(mistakes == expected)
    }

    @Test("A catalogue compiles what the formats name, and tells the mistakes of all")
    func catalogue() throws {
        func format(_ name: String, _ schemas: [String: SchemaLocation]) -> FileFormat {
            FileFormat(
                name: FileFormatName(name),
                program: .vinn,
                rootElement: nil,
                namespace: nil,
                versions: ["1", "2"],
                schemas: schemas
            )
        }
        let good = format("V40", ["2": .builtIn(.v40)])
        let catalogue = try SchemaCatalogue(FormatCatalogue([good]))
        #expect(catalogue.schema(of: good, version: "1") == nil)
        #expect(catalogue.schema(of: good, version: "2") != nil)

        let missing = ["/nonexistent/a.xsd", "/nonexistent/b.xsd"]
        let bad = format("V10", ["1": .file(path: missing[0]), "2": .file(path: missing[1])])
        do throws(SchemaError) {
            _ = try SchemaCatalogue(FormatCatalogue([bad, good, format("V11", bad.schemas)]))
            Issue.record("no error")
        } catch {
            #expect(error.mistakes.map(\.file) == missing)
        }
    }

    @Test("The built-in schemas compile", arguments: BuiltInSchema.allCases)
    func builtIn(_ schema: BuiltInSchema) throws {
        _ = try Schema.load(.builtIn(schema))
    }
}
