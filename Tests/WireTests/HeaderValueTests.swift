import Testing

@testable import Wire

@Suite("HeaderValue: a value with its parameters")
struct HeaderValueTests {
    @Test(
        "Parameters, quoted or not",
        arguments: [
            ("form-data; name=File", ["name": "File"]),
            ("form-data; name=\"File\"", ["name": "File"]),
            ("form-data;name=File;filename=a.xml", ["name": "File", "filename": "a.xml"]),
            ("form-data ;  name = File ;\tfilename\t=\t\"a b.xml\" ", ["name": "File", "filename": "a b.xml"]),
            ("form-data; NAME=File; FileName*=utf-8''a.xml", ["name": "File", "filename*": "utf-8''a.xml"]),
            ("form-data; filename=\"a;b=c.xml\"; name=File", ["filename": "a;b=c.xml", "name": "File"]),
            ("form-data; filename=\"a\\\"b\\\\c\"; name=File", ["filename": "a\"b\\c", "name": "File"]),
            ("form-data; filename=\"=?utf-8?B?SQ==?=\"", ["filename": "=?utf-8?B?SQ==?="]),
            ("form-data; name=a=b", ["name": "a=b"]),
            ("form-data; name=\"\"; x=", ["name": "", "x": ""]),
            ("form-data; name=\"a\"junk; x=1", ["name": "a", "x": "1"]),
            ("form-data; name=\" a \"", ["name": " a "]),
        ] as [(String, [String: String])]
    )
    func parameters(text: String, expected: [String: String]) {
        #expect(HeaderValue(text).value == "form-data")
        #expect(HeaderValue(text).parameters == expected)
    }

    @Test("Of two parameters with one name the first counts")
    func duplicates() {
        #expect(HeaderValue("form-data; name=File; NAME=other; name=\"\"").parameters == ["name": "File"])
    }

    @Test(
        "Empty parameters and parameters without a value are passed over",
        arguments: ["form-data;; ;name=File;", "form-data; flag; name=File; flag", "form-data ; ; name=File"]
    )
    func emptyParameters(_ text: String) {
        #expect(HeaderValue(text) == HeaderValue("form-data; name=File"))
    }

    @Test(
        "A quoted string that never ends reaches to the end",
        arguments: [("a; b=\"c;d", "c;d"), ("a; b=\"", ""), ("a; b=\"c\\", "c\\"), ("a; b=\"c\\\"", "c\"")]
    )
    func unterminated(text: String, expected: String) {
        #expect(HeaderValue(text).parameters == ["b": expected])
    }

    @Test("The value is in lower case, its parameters' values are not")
    func letterCase() {
        #expect(HeaderValue("Form-Data; name=FiLe") == HeaderValue("form-data; NAME=FiLe"))
        #expect(HeaderValue("MULTIPART/Form-Data").value == "multipart/form-data")
    }

    @Test("Nothing at all is an empty value")
    func empty() {
        #expect(HeaderValue("").value == "")
        #expect(HeaderValue("").parameters.isEmpty)
    }

    @Test(
        "A quotation mark ends the string whatever letter stands beside it",
        arguments: ["A\u{308}", "\u{301}a", "a\u{600}", "\u{1F1F8}\u{1F1EA}", "e\u{200D}"]
    )
    func graphemes(_ name: String) {
        let value = HeaderValue("form-data; filename=\"\(name);x\"; name=File")
        #expect(value.parameters["name"] == "File")
        #expect(value.parameters["filename"].map { Array($0.unicodeScalars) } == Array("\(name);x".unicodeScalars))
    }
}
