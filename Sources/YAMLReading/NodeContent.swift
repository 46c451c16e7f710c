import Yams

/// What stands at a place in the file, as far as a message needs to tell.
enum NodeContent: CustomStringConvertible {
    case nothing
    case text(String)
    case alias(String)
    case list
    case map

    init(_ node: Node) {
        switch node {
        case .scalar(let scalar):
            let text = AliasMark.restored(scalar.string)
            switch scalar.style {
            case .plain where text.isEmpty: self = .nothing
            case .plain where AliasMark.isAlias(scalar.string): self = .alias(text)
            default: self = .text(text)
            }
        case .sequence: self = .list
        case .mapping: self = .map
        case .alias: self = .alias("*")
        }
    }

    /// On one line, however the text was written.
    var description: String {
        switch self {
        case .nothing: "nothing"
        case .text(let text): "'\(Self.shown(text))'"
        case .alias(let text): "the alias '\(Self.shown(text))' (aliases are not followed)"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// A key's text where a path can show it as it is.
    var pathPart: String? {
        guard case .text(let text) = self, text.utf8.count <= Self.longestShown else { return nil }
        return text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? text : nil
    }

    private static let longestShown = 80

    private static func shown(_ text: String) -> String {
        let clipped = text.count <= self.longestShown ? text : text.prefix(self.longestShown) + "…"
        let scalars = clipped.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return scalars.joined()
    }
}
