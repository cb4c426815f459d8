namespace Ledger.Verify.Seals;

/// <summary>
/// The algorithms that a department may seal with. The numbers are those of the registry contract. Number 3 is reserved for SM2 with SM3 (raw r ‖
/// s, user id <c>1234567812345678</c>). It is not implemented: a seal by such a key cannot be checked, which does not mean that it is wrong.
/// </summary>
public enum SealAlgorithm : byte
{
    /// <summary>ECDSA on P-256 with SHA-256, signature r ‖ s of 64 bytes (RFC 7518 section 3.4). Public key x ‖ y, 64 bytes.</summary>
    Es256 = 1,

    /// <summary>Ed25519 (RFC 8032), signature of 64 bytes. Public key 32 bytes.</summary>
    Ed25519 = 2,
}
