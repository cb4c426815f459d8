namespace Ledger.Keys;

/// <summary>Which of a department's keys.</summary>
public enum DepartmentKey
{
    /// <summary>It seals records (P-256).</summary>
    Record,

    /// <summary>It signs checkpoints (Ed25519).</summary>
    Log,

    /// <summary>The account on the chain (secp256k1).</summary>
    Account,
}
