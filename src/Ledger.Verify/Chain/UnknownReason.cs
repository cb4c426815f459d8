namespace Ledger.Verify.Chain;

/// <summary>Why there is no answer. The reason decides what the user can do.</summary>
public enum UnknownReason
{
    /// <summary>An outage: the source did not answer, or cannot answer now. The same question may be answered later.</summary>
    Outage,

    /// <summary>
    /// The source is the wrong one: another chain, no registry at the address, or endpoints that contradict each other. Asking again gives the same
    /// answer; another source is needed.
    /// </summary>
    WrongSource,

    /// <summary>Nobody was asked, because the caller did not want to ask.</summary>
    NotAsked,
}
