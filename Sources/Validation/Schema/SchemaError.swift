/// Everything that keeps schemas from being loaded; never empty.
public struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    public struct Mistake: Hashable, Sendable, CustomStringConvertible {
        public let file: String
        /// Counted from 1; `nil` where the file as a whole is meant.
        public let line: Int?
        /// What was found and, where it is not plain, what to do.
        public let message: String

        /// One line, in the form that editors and terminals turn into a link.
        public var description: String {
            [self.file, self.line.map(String.init)].compactMap { $0 }.joined(separator: ":") + ": " + self.message
        }
    }

    public let mistakes: [Mistake]

    /// One line a mistake.
    public var description: String { self.mistakes.map(\.description).joined(separator: "\n") }
}

extension SchemaError.Mistake {
    static func unreadable(_ file: String, reason: String) -> SchemaError.Mistake {
        SchemaError.Mistake(
            file: file,
            line: nil,
            message: "found no schema that can be read (\(reason)); allowed: the file of an XML schema. "
                + "Check the path where it is named"
        )
    }

    static func tooLarge(_ file: String, limit: Int) -> SchemaError.Mistake {
        SchemaError.Mistake(
            file: file,
            line: nil,
            message: "found a file of more than \(limit >> 20) MiB; allowed: the file of an XML schema"
        )
    }

    static func outside(_ folder: String, reference: String, in file: String) -> SchemaError.Mistake {
        SchemaError.Mistake(
            file: file,
            line: nil,
            message: "found a reference to '\(reference)', outside the schema's folder; allowed: files in '\(folder)'. "
                + "Copy the file there and correct the reference; nothing is read from elsewhere or from the network"
        )
    }

    static func withoutMemory(_ file: String) -> SchemaError.Mistake {
        SchemaError.Mistake(file: file, line: nil, message: "there is no memory to compile the schema")
    }

    static func notCompiled(_ file: String) -> SchemaError.Mistake {
        SchemaError.Mistake(
            file: file,
            line: nil,
            message: "found no XML schema; allowed: a document with the root xs:schema"
        )
    }
}
