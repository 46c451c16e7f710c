import Domain
import Pipeline

/// What a client may take to be true of one of its files, from nothing but the answers it was given.
struct FileModel {
    /// The fragments that were acknowledged, in order.
    private(set) var pieces: [String] = []
    private(set) var id: DeliveryID?
    /// Fragments that were refused or broke off and have not come whole since.
    private(set) var holes: Set<Int> = []

    /// Fragment 0 was let in, and no other request for it was under way: whatever was before is given up.
    mutating func beganAnew() { self = FileModel() }

    mutating func failed(_ index: FragmentIndex) {
        if case .numbered(let number) = index, number >= self.pieces.count { self.holes.insert(number) }
    }

    /// - Returns: what is wrong with the acknowledgement.
    mutating func acknowledged(_ number: Int, _ content: String, _ answer: Acknowledgement) -> String? {
        let isRepeat = answer.deviations.map(\.code) == ["fragment-repeated"]
        if number == 0, self.pieces.isEmpty {
            self.pieces = [content]
            self.id = answer.id
            self.holes.remove(0)
            return nil
        }
        guard answer.id == self.id else { return "fragment \(number) was acknowledged under another id" }
        if isRepeat {
            let isLatest = number == self.pieces.count - 1 && content == self.pieces.last
            return isLatest ? nil : "fragment \(number) is no repetition of the latest"
        }
        guard number == self.pieces.count else { return "fragment \(number) was acknowledged out of order" }
        self.pieces.append(content)
        self.holes.remove(number)
        return nil
    }

    /// The file as -1 with `last` ends it; what is wrong with its being acknowledged under `id`.
    func closed(_ last: String, _ id: DeliveryID) -> (content: String, complaint: String?) {
        let content = self.pieces.joined() + last
        if !self.holes.isEmpty { return (content, "delivered although \(self.holes.sorted()) never came") }
        if let known = self.id, known != id { return (content, "-1 was acknowledged under another id") }
        return (content, nil)
    }
}
