import CLibXML2

/// libxml2's errors in the emulator's words, where they need any.
enum ParserMessage {
    /// Whether the error makes the file not well-formed.
    ///
    /// libxml2 itself goes on after an error of XML namespaces, such as a prefix that is not declared; .NET's readers
    /// do not. A namespace that is not a URI in form is none of the parser's business: it is compared as text.
    static func refuses(_ error: xmlError) -> Bool {
        error.level.rawValue >= XML_ERR_ERROR.rawValue && error.code != XML_WAR_NS_URI.rawValue
    }

    /// One line without the end of a sentence, at most 200 characters.
    static func text(of error: xmlError) -> String {
        guard let message = error.message else { return "Error \(error.code) of the XML parser" }
        // The option is for programmers, and it is never set.
        let words = String(cString: message).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let text = words.hasSuffix(Self.programmersHint) ? String(words.dropLast(Self.programmersHint.count)) : words
        return String(text.prefix(200)).trimmingEnd(of: ".")
    }

    private static let programmersHint = " use XML_PARSE_HUGE option"
}

extension String {
    fileprivate func trimmingEnd(of character: Character) -> String {
        var text = self[...]
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
