/// FNV-1a of 64 bits (Fowler, Noll and Vo): the same value for the same texts on every machine and in every run, which
/// Swift's own hashing is not.
struct StableHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    /// Adds the text's UTF-8 and a zero byte, which no name of ours contains, so that ("ab", "c") is not ("a", "bc").
    mutating func add(_ text: String) {
        for byte in text.utf8 { self.add(byte) }
        self.add(0)
    }

    private mutating func add(_ byte: UInt8) {
        self.value = (self.value ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}

extension UInt64 {
    /// The next number of a SplitMix64 generator (Vigna) whose state this is: every bit depends on all bits.
    var splitMixed: UInt64 {
        var mixed = self &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
