/// Why a measurement was given up. Any such error ends the program with a non-zero code.
struct LoadError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
