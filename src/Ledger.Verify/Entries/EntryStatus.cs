namespace Ledger.Verify.Entries;

/// <summary>
/// The status of a record: the member <c>status</c> of an entry of kind <c>status</c>. The values are those of the <c>RecordStatus</c> contract.
/// What is read from a chain keeps every value of the byte, because a later contract may have more statuses.
/// </summary>
public enum EntryStatus : byte
{
    Active = 0,
    Suspended = 1,
    Revoked = 2,
    Superseded = 3,
    Withdrawn = 4,
}
