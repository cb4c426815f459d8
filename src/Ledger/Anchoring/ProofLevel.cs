namespace Ledger.Anchoring;

/// <summary>The progress of an entry's proof.</summary>
public enum ProofLevel
{
    /// <summary>Logged: covered by a signed checkpoint.</summary>
    L0,

    /// <summary>Sent: a transaction that anchors it is pending.</summary>
    L1,

    /// <summary>Anchored: a block contains it.</summary>
    L2,

    /// <summary>Final: that block cannot be undone.</summary>
    L3,
}
