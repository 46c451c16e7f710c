import Domain
import Testing

@testable import Wire

@Suite("MultipartBoundary")
struct MultipartBoundaryTests {
    @Test(
        "As clients write it",
        arguments: [
            (
                "multipart/form-data; boundary=\"38c4382c-2049-4236-92a0-a366d8a3bd1a\"",
                "38c4382c-2049-4236-92a0-a366d8a3bd1a"
            ),
            (
                "multipart/form-data; boundary=------------------------d74496d66958873e",
                "------------------------d74496d66958873e"
            ),
            ("multipart/form-data; boundary=0a1b2c3d4e5f60718293a4b5c6d7e8f9", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
            (
                "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
                "----WebKitFormBoundary7MA4YWxkTrZu0gW"
            ),
            ("Multipart/Form-Data;charset=utf-8;BOUNDARY=aB", "aB"),
            ("multipart/form-data; boundary=\"a b;c='()+_,-./:=?\"", "a b;c='()+_,-./:=?"),
            ("multipart/form-data; boundary=x; boundary=y", "x"),
        ]
    )
    func asWritten(contentType: String, text: String) throws {
        #expect(try MultipartBoundary(contentType: contentType).text == text)
    }

    @Test("1 to 70 bytes", arguments: [1, 70])
    func lengths(_ count: Int) throws {
        let text = String(repeating: "b", count: count)
        #expect(try MultipartBoundary(contentType: "multipart/form-data; boundary=\(text)").text == text)
    }

    @Test(
        "Any other content type is refused and shown",
        arguments: [
            nil, "", "application/xml", "multipart/mixed; boundary=x", "multipart/form-data",
            "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", "multipart/form-data; bound=x",
            "multipart/form-data; boundary=\(String(repeating: "b", count: 71))",
            "multipart/form-data; boundary=\(String(repeating: "å", count: 36))",
            "multipart/form-data; boundary=\"a\tb\"", "multipart/form-data-x; boundary=x",
        ] as [String?]
    )
    func refused(_ contentType: String?) {
        #expect(throws: Problem.mediaTypeUnsupported(contentType)) { try MultipartBoundary(contentType: contentType) }
    }
}
