namespace Ledger.Verify.Entries;

/// <summary>A record's status; the member <c>status</c> of an entry of kind status. Values as in the <c>RecordStatus</c> contract.</summary>
public enum EntryStatus
{
    Active = 0,
    Suspended = 1,
    Revoked = 2,
    Superseded = 3,
    Withdrawn = 4,
}
