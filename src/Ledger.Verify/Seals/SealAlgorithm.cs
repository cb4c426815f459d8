namespace Ledger.Verify.Seals;

/// <summary>
/// The algorithms a department may seal with; the numbers are those of the registry contract.
/// Number 3 is kept for SM2 with SM3 (raw r ‖ s, user id <c>1234567812345678</c>): until it is implemented a key with that number
/// cannot be checked, which is not the same as a wrong seal.
/// </summary>
public enum SealAlgorithm : byte
{
    /// <summary>ECDSA on P-256 with SHA-256, signature r ‖ s of 64 bytes (RFC 7518 section 3.4). Public key x ‖ y, 64 bytes.</summary>
    Es256 = 1,

    /// <summary>Ed25519 (RFC 8032), signature of 64 bytes. Public key 32 bytes.</summary>
    Ed25519 = 2,
}
