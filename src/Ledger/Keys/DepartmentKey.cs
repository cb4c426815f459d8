namespace Ledger.Keys;

/// <summary>The kinds of keys of a department.</summary>
public enum DepartmentKey
{
    /// <summary>The key that seals records (P-256).</summary>
    Record,

    /// <summary>The key that signs checkpoints (Ed25519).</summary>
    Log,

    /// <summary>The key of the account on the chain (secp256k1).</summary>
    Account,
}
