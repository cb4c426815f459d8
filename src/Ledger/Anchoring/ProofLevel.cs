namespace Ledger.Anchoring;

/// <summary>How far the proof of an entry has come.</summary>
public enum ProofLevel
{
    /// <summary>Logged: a signed checkpoint covers it.</summary>
    L0,

    /// <summary>Sent: a transaction that anchors it is on its way.</summary>
    L1,

    /// <summary>Anchored: a block holds it.</summary>
    L2,

    /// <summary>Final: that block cannot be undone.</summary>
    L3,
}
