namespace Ledger.Auditing;

/// <summary>What two heads say about each other.</summary>
public enum HistoryAnswer
{
    /// <summary>The newer one extends the older one.</summary>
    Extends,

    /// <summary>They do not go together; the contradiction says how.</summary>
    Contradicts,

    /// <summary>It could not be told.</summary>
    Unknown,
}
