/// A pattern for file names: `*` stands for any characters or none, `?` for exactly one, and any other character for
/// itself, without regard to case.
public struct FileNamePattern: Hashable, Sendable {
    /// As it was written.
    public let text: String
    private let parts: [Part]

    fileprivate enum Part: Hashable, Sendable {
        case any
        case one
        case scalar(Unicode.Scalar)
    }

    init(_ text: String) {
        self.text = text
        self.parts = text.unicodeScalars.map { scalar in
            switch scalar {
            case "*": .any
            case "?": .one
            default: .scalar(scalar.folded)
            }
        }
    }

    /// Whether the whole of `name` fits. Takes no memory, and at most the product of the two lengths in time.
    public func matches(_ name: String) -> Bool {
        let scalars = name.unicodeScalars
        var place = scalars.startIndex
        var part = self.parts.startIndex
        // Where to go on when what follows the last `*` does not fit: that `*` then takes one character more.
        var retry: (part: Int, place: String.UnicodeScalarView.Index)?
        while place < scalars.endIndex {
            if part < self.parts.endIndex, self.parts[part] == .any {
                part += 1
                retry = (part, place)
            } else if part < self.parts.endIndex, self.parts[part].fits(scalars[place]) {
                part += 1
                scalars.formIndex(after: &place)
            } else if let (after, taken) = retry {
                place = scalars.index(after: taken)
                part = after
                retry = (after, place)
            } else {
                return false
            }
        }
        return self.parts[part...].allSatisfy { $0 == .any }
    }
}

extension FileNamePattern.Part {
    fileprivate func fits(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .any: false
        case .one: true
        case .scalar(let own): own == scalar || own == scalar.folded
        }
    }
}

extension Unicode.Scalar {
    /// In lower case, where that is one character too.
    fileprivate var folded: Unicode.Scalar {
        if self.isASCII { return ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(self.value) + 0x20) : self }
        let lower = self.properties.lowercaseMapping.unicodeScalars
        return lower.count == 1 ? lower[lower.startIndex] : self
    }
}
