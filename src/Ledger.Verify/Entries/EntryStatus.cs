namespace Ledger.Verify.Entries;

/// <summary>
/// The status of a record: the member <c>status</c> of an entry of kind <c>status</c>. The values are those of the <c>RecordStatus</c> contract.
/// </summary>
public enum EntryStatus
{
    Active = 0,
    Suspended = 1,
    Revoked = 2,
    Superseded = 3,
    Withdrawn = 4,
}
