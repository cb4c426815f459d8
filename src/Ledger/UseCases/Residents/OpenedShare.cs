using Ledger.Departments;
using Ledger.Log;

namespace Ledger.UseCases.Residents;

/// <summary>What a share shows.</summary>
/// <param name="Department">The department that issued the record.</param>
/// <param name="Entry">The entry that issued it.</param>
/// <param name="Bundle">The canonical JSON of its bundle, with the chosen claims only.</param>
/// <param name="Ends">The end of the share, exclusive.</param>
public sealed record OpenedShare(DepartmentProfile Department, StoredEntry Entry, byte[] Bundle, DateTimeOffset Ends)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"OpenedShare {Entry.Id}";
}
