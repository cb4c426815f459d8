namespace Ledger.Verify.Chain;

/// <summary>Why there is no answer, as far as it decides what to do about it.</summary>
public enum UnknownReason
{
    /// <summary>An outage: the source did not answer, or cannot answer now. The same question may be answered later.</summary>
    Outage,

    /// <summary>
    /// The source is not the right one: another chain, no registry at the address, or endpoints that contradict each other. The same question
    /// gets the same answer later; another source has to be asked.
    /// </summary>
    WrongSource,

    /// <summary>Nobody was asked, because that is what the caller wanted.</summary>
    NotAsked,
}
