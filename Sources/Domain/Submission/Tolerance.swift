/// Whether something that a strict service may refuse is refused here, or taken and told in `M2M-Emulator-Note`.
public enum Tolerance: String, Hashable, Sendable, CaseIterable {
    case refuse
    case accept
}
