/// A pattern for file names: `*` stands for any characters or none, `?` for exactly one, and any other character for
/// itself, without regard to case.
public struct FileNamePattern: Hashable, Sendable {
    /// As it was written.
    public let text: String
    private let parts: [Part]
    /// The pattern in lower case, where it is of ASCII alone and `?` does not ask what one character is: then bytes can
    /// be compared, which takes a fraction of the time.
    private let bytes: [UInt8]?

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
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "?") }
        self.bytes = isPlain ? text.utf8.map(\.folded) : nil
    }

    /// Whether the whole of `name` fits. Takes no memory, and at most the product of the two lengths in time.
    public func matches(_ name: String) -> Bool {
        if let bytes {
            let isMatch = name.utf8.withContiguousStorageIfAvailable { name in
                Self.matches(name, bytes, isAny: { $0 == UInt8(ascii: "*") }, fits: { $0 == $1.folded })
            }
            if let isMatch { return isMatch }
        }
        return Self.matches(name.unicodeScalars, self.parts, isAny: { $0 == .any }, fits: { $0.fits($1) })
    }

    /// - Parameters:
    ///   - isAny: whether a part stands for any characters or none.
    ///   - fits: whether another part stands for the character.
    private static func matches<Name: Collection, Part>(
        _ name: Name,
        _ parts: [Part],
        isAny: (Part) -> Bool,
        fits: (Part, Name.Element) -> Bool
    ) -> Bool {
        var place = name.startIndex
        var part = parts.startIndex
        // Where to go on when what follows the last `*` does not fit: that `*` then takes one character more.
        var retry: (part: Int, place: Name.Index)?
        while place < name.endIndex {
            if part < parts.endIndex, isAny(parts[part]) {
                part += 1
                retry = (part, place)
            } else if part < parts.endIndex, fits(parts[part], name[place]) {
                part += 1
                name.formIndex(after: &place)
            } else if let (after, taken) = retry {
                place = name.index(after: taken)
                part = after
                retry = (after, place)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy(isAny)
    }
}

extension FileNamePattern.Part {
    fileprivate func fits(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .any: false
        case .one: true
        case .scalar(let own): own == scalar.folded
        }
    }
}

extension Unicode.Scalar {
    /// In lower case, where that is one character too, and one of ASCII only for one of ASCII.
    fileprivate var folded: Unicode.Scalar {
        if self.isASCII { return Unicode.Scalar(UInt8(self.value).folded) }
        let lower = self.properties.lowercaseMapping.unicodeScalars
        guard lower.count == 1, let only = lower.first, !only.isASCII else { return self }
        return only
    }
}

extension UInt8 {
    /// The letters of ASCII in lower case.
    fileprivate var folded: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
}
