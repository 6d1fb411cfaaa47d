/// Jobs as they are submitted as one array.
public struct ArrayDraft: Hashable, Sendable {
    /// The name of the whole, its marks included; `nil` means one made from image and command.
    public var name: String?
    /// The jobs, each with a name of its own or none.
    public var members: [JobDraft]
    /// A second submit with the same key returns the first array (I22).
    public var idempotencyKey: String?
    /// The array that this one repeats, whole or in part.
    public var rerunOf: JobNumber?

    /// Describes an array.
    public init(name: String?, members: [JobDraft], idempotencyKey: String? = nil, rerunOf: JobNumber? = nil) {
        self.name = name
        self.members = members
        self.idempotencyKey = idempotencyKey
        self.rerunOf = rerunOf
    }
}
