namespace Ledger.Auditing;

/// <summary>How two heads relate to each other.</summary>
public enum HistoryAnswer
{
    /// <summary>The newer head extends the older one.</summary>
    Extends,

    /// <summary>The heads contradict each other. The contradiction holds the details.</summary>
    Contradicts,

    /// <summary>The relation is unknown.</summary>
    Unknown,
}
