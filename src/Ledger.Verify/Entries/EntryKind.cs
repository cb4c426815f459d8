namespace Ledger.Verify.Entries;

/// <summary>What an entry is about; the entry's member <c>kind</c>.</summary>
public enum EntryKind
{
    /// <summary>A department states a fact about a resident.</summary>
    Certificate,

    /// <summary>A department decided something for a resident.</summary>
    Decision,

    /// <summary>A resident allowed data to be shared.</summary>
    Consent,

    /// <summary>A record's status changed.</summary>
    Status,

    /// <summary>Claims were shown to another department.</summary>
    Disclosure,

    /// <summary>A key of the department changed.</summary>
    Key,

    /// <summary>The department moved to another chain. The entry commits to the migration note that it signed.</summary>
    Migration,

    /// <summary>The data of a resident was erased. The entry has a fresh id, so the log does not show whose data it was.</summary>
    Erasure,

    /// <summary>
    /// Somebody asked for something, such as a resident who complains about a read. The entry has a fresh id, so the log does not show who asked.
    /// </summary>
    Request,
}
