/// Whence a list that was signed anew has its entries.
public enum RevocationListSource: Hashable, Sendable {
    /// From the list before it.
    case list
    /// From the copy of the list that was signed last: the list itself was missing or could not be read.
    case copy
    /// There was neither: the list is empty, and what was revoked no longer is.
    case nothing
}
