namespace Ledger.Verify.Chain;

/// <summary>What began or ended in a <see cref="ValidityChange"/>.</summary>
public enum ValidityChangeKind
{
    /// <summary>The department got a log key.</summary>
    LogKeyOpened = 1,

    /// <summary>A log key was closed.</summary>
    LogKeyClosed = 2,

    /// <summary>The department got a record key.</summary>
    RecordKeyOpened = 3,

    /// <summary>A record key was closed, immediately or from a later time.</summary>
    RecordKeyClosed = 4,

    /// <summary>The department was authorised for a record type.</summary>
    AuthorityOpened = 5,

    /// <summary>The authority for a record type ended.</summary>
    AuthorityClosed = 6,
}
