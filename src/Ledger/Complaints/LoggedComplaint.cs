using Ledger.Log;

namespace Ledger.Complaints;

/// <summary>A complaint as the log has it.</summary>
/// <param name="Entry">Its entry. The id of the entry is that of the complaint.</param>
/// <param name="Complaint">What the resident said. Null if it was erased with her or lost with a machine.</param>
/// <param name="Salt">The salt of the commitment. Null like the complaint.</param>
public sealed record LoggedComplaint(StoredEntry Entry, Complaint? Complaint, byte[]? Salt)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"LoggedComplaint {Entry.Index}";
}
