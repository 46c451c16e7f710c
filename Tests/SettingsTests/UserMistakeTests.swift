import Testing

@Suite struct UserMistakeTests {
    @Test(
        "Mistakes in organisations",
        arguments: [
            MistakeCase(
                "999000-0052",
                "999000005",
                "5:18: environments.test.organisations[1].number: found '999000005'; "
                    + "allowed: 10 digits, NNNNNNNNNN or NNNNNN-NNNN."
            ),
            MistakeCase(
                "999000-0052",
                "9990000045",
                "5:18: environments.test.organisations[1].number: found '9990000045' "
                    + "again, after environments.test.organisations[0].number on line 4; "
                    + "allowed: each organisation once."
            ),
            MistakeCase(
                "name: Fonden",
                "nmae: Fonden",
                "5:31: environments.test.organisations[1]: found the unknown key 'nmae'; "
                    + "allowed: number, name. Did you mean 'name'?"
            ),
            MistakeCase(
                "name: Fonden",
                "name: ' '",
                "5:37: environments.test.organisations[1].name: found ' '; "
                    + "allowed: 1 to 200 characters on one line, not only spaces."
            ),
            MistakeCase(
                "{number: 999000-0052, name: Fonden}",
                "9990000052",
                "5:9: environments.test.organisations[1]: found '9990000052'; "
                    + "allowed: a map with keys among number, name."
            ),
        ]
    )
    func organisations(_ example: MistakeCase) { example.check() }

    @Test(
        "Mistakes in users",
        arguments: [
            MistakeCase(
                "name: demo",
                "name: Demo",
                "7:15: environments.test.users[0].name: found 'Demo'; "
                    + "allowed: 1 to 64 of a-z, 0-9 and '-'."
            ),
            MistakeCase(
                "name: fund",
                "name: demo",
                "13:15: environments.test.users[1].name: found 'demo' "
                    + "again, after environments.test.users[0].name on line 7; "
                    + "allowed: each user name once."
            ),
            MistakeCase(
                "name: demo",
                "name:",
                "7:14: environments.test.users[0].name: found nothing; "
                    + "allowed: 1 to 64 of a-z, 0-9 and '-'."
            ),
            MistakeCase(
                "- name: fund\n        serials",
                "- serials",
                "13:9: environments.test.users[1].name: found no such key; "
                    + "allowed: 1 to 64 of a-z, 0-9 and '-'."
            ),
            MistakeCase(
                "serials: [3C]",
                "serial: [3C]",
                "14:9: environments.test.users[1]: found the unknown key 'serial'; "
                    + "allowed: name, serials, key, disabled, grants. Did you mean 'serials'?"
            ),
            MistakeCase(
                "serials: [3C]",
                "serials: 3C",
                "14:18: environments.test.users[1].serials: found '3C'; "
                    + "allowed: a list of at least one item, each a serial number."
            ),
            MistakeCase(
                "serials: [3C]",
                "serials: []",
                "14:18: environments.test.users[1].serials: found an empty list; "
                    + "allowed: a list of at least one item, each a serial number."
            ),
            MistakeCase(
                "[3C]",
                "[3C, 0x3G]",
                "14:23: environments.test.users[1].serials[1]: found '0x3G'; "
                    + "allowed: 1 to 40 hexadecimal digits, not all zero; colons and spaces between them."
            ),
            MistakeCase(
                "[3C]",
                "[00]",
                "14:19: environments.test.users[1].serials[0]: found '00'; "
                    + "allowed: 1 to 40 hexadecimal digits, not all zero; colons and spaces between them."
            ),
            MistakeCase(
                "[3C]",
                "[3C, \"00:2b\"]",
                "14:23: environments.test.users[1].serials[1]: found '00:2b' "
                    + "again, after environments.test.users[0].serials[1] on line 8; "
                    + "allowed: each serial number once."
            ),
            MistakeCase(
                "[3C]",
                "[3C, 03c]",
                "14:23: environments.test.users[1].serials[1]: found '03c' "
                    + "again, after environments.test.users[1].serials[0] on line 14; "
                    + "allowed: each serial number once."
            ),
            MistakeCase(
                "[3C]",
                "[0x00_1a]",
                "14:19: environments.test.users[1].serials[0]: found '0x00_1a'; "
                    + "allowed: 1 to 40 hexadecimal digits, not all zero; colons and spaces between them."
            ),
            MistakeCase(
                "[3C]",
                "[0x001a]",
                "14:19: environments.test.users[1].serials[0]: found '0x001a' "
                    + "again, after environments.test.users[0].serials[0] on line 8; "
                    + "allowed: each serial number once."
            ),
            MistakeCase(
                "[3C]",
                "[00 00 1 A]",
                "14:19: environments.test.users[1].serials[0]: found '00 00 1 A' "
                    + "again, after environments.test.users[0].serials[0] on line 8; "
                    + "allowed: each serial number once."
            ),
            MistakeCase(
                "name: fund",
                "name: fund\n        disabled: yes",
                "14:19: environments.test.users[1].disabled: found 'yes'; "
                    + "allowed: true, false."
            ),
            MistakeCase(
                "name: fund",
                "name: fund\n        key: rsa2048",
                "14:14: environments.test.users[1].key: found 'rsa2048'; "
                    + "allowed: rsa-2048, p-256. Did you mean 'rsa-2048'?"
            ),
            MistakeCase(
                "name: fund",
                "name: fund\n        name: fond",
                "13:9: found 'name' more than once in the map, first here; "
                    + "allowed: each key once."
            ),
        ]
    )
    func users(_ example: MistakeCase) { example.check() }

    @Test(
        "Mistakes in grants",
        arguments: [
            MistakeCase(
                "program: VINN\n            formats: [V10, V40]",
                "program: VIN\n            formats: [V10]",
                "11:22: environments.test.users[0].grants[0].program: found 'VIN'; "
                    + "allowed: VINN, KRITA. Did you mean 'VINN'?"
            ),
            MistakeCase(
                "organisation: 9990000045",
                "organisation: 9990000046",
                "10:27: environments.test.users[0].grants[0].organisation: found '9990000046'; "
                    + "allowed: 9990000045, 9990000052."
            ),
            MistakeCase(
                "organisation: 9990000045",
                "organization: 9990000045",
                "10:13: environments.test.users[0].grants[0]: found the unknown key 'organization'; "
                    + "allowed: organisation, program, formats. Did you mean 'organisation'?"
            ),
            MistakeCase(
                "[V10, V40]",
                "[V10, V41]",
                "12:28: environments.test.users[0].grants[0].formats[1]: found 'V41'; "
                    + "allowed: V10, V40. Did you mean 'V40'?"
            ),
            MistakeCase(
                "[V10, V40]",
                "[V10, Krita_Monthly]",
                "12:28: environments.test.users[0].grants[0].formats[1]: found 'Krita_Monthly'; "
                    + "allowed: V10, V40."
            ),
            MistakeCase(
                "[V10, V40]",
                "[V10, v10]",
                "12:28: environments.test.users[0].grants[0].formats[1]: found 'v10' "
                    + "again, after environments.test.users[0].grants[0].formats[0] on line 12; "
                    + "allowed: each file format of a grant once."
            ),
            MistakeCase(
                "[V10, V40]",
                "V10",
                "12:22: environments.test.users[0].grants[0].formats: found 'V10'; "
                    + "allowed: a list of at least one item, each a file format's name."
            ),
            MistakeCase(
                "formats: [V10, V40]",
                "formats: [V10]\n          - {organisation: 999000-0045, program: vinn, formats: [V40]}",
                "13:13: environments.test.users[0].grants[1]: found '9990000045' and 'VINN' "
                    + "again, after environments.test.users[0].grants[0] on line 10; "
                    + "allowed: each organisation and program of a user once."
            ),
        ]
    )
    func grants(_ example: MistakeCase) { example.check() }
}
