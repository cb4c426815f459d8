namespace Ledger.Sharing;

/// <summary>Whether a share can be opened.</summary>
public enum ShareState
{
    /// <summary>Whoever has the code can open it.</summary>
    Open,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>The resident ended it, or the list of codes was lost.</summary>
    Ended,
}
