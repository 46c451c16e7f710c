import Testing

@Suite struct FormatMistakeTests {
    @Test(
        "Mistakes in file formats",
        arguments: [
            MistakeCase(
                "name: V10",
                "name: V 10",
                "17:12: formats[0].name: found 'V 10'; "
                    + "allowed: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'."
            ),
            MistakeCase(
                "{name: V10",
                "{name: V10, program: VINN, versions: [1]}\n  - {name: v10",
                "18:5: formats[1]: found 'v10' of 'VINN' again, after formats[0] on line 17; "
                    + "allowed: each file format of a program once."
            ),
            MistakeCase(
                "root: Report",
                "root: vinn:Report",
                "18:38: formats[1].root: found 'vinn:Report'; "
                    + "allowed: an XML element's name without a prefix, like Report."
            ),
            MistakeCase(
                "root: Report",
                "root: ''",
                "18:38: formats[1].root: found ''; "
                    + "allowed: an XML element's name without a prefix, like Report."
            ),
            MistakeCase(
                "http://scb.se/gdb/vinn",
                "",
                "18:57: formats[1].namespace: found ''; "
                    + "allowed: an XML namespace's URI, like http://scb.se/gdb/vinn."
            ),
            MistakeCase(
                "http://scb.se/gdb/vinn",
                "http://scb.se/gdb vinn",
                "18:57: formats[1].namespace: found 'http://scb.se/gdb vinn'; "
                    + "allowed: an XML namespace's URI, like http://scb.se/gdb/vinn."
            ),
            MistakeCase(
                "[1, 2b]",
                "[1, 2b, 2B]",
                "18:101: formats[1].versions[2]: found '2B' again, after formats[1].versions[1] on line 18; "
                    + "allowed: each version of a format once."
            ),
            MistakeCase(
                "[1, 2b]",
                "[1/2]",
                "18:94: formats[1].versions[0]: found '1/2'; "
                    + "allowed: 1 to 32 of A-Z, a-z, 0-9, '.', '_' and '-'."
            ),
            MistakeCase(
                "[1, 2b]",
                "[]",
                "18:93: formats[1].versions: found an empty list; "
                    + "allowed: a list of at least one item, each a schema version."
            ),
            MistakeCase(
                ", versions: [1, 2b]",
                "",
                "18:5: formats[1].versions: found no such key; "
                    + "allowed: a list of at least one item, each a schema version."
            ),
        ]
    )
    func formats(_ example: MistakeCase) { example.check() }
}
