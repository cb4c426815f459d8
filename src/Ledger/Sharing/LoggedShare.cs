using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Log;

namespace Ledger.Sharing;

/// <summary>A share as the log has it.</summary>
/// <param name="Entry">Its entry. The id of the entry is that of the share.</param>
/// <param name="Record">The record that is shared.</param>
/// <param name="Terms">What is shared, and until when.</param>
/// <param name="State">Whether it can be opened now.</param>
/// <param name="EndedAt">When the resident ended it. Null if she did not, or if that was lost.</param>
public sealed record LoggedShare(StoredEntry Entry, RecordId Record, ShareTerms Terms, ShareState State, DateTimeOffset? EndedAt)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"LoggedShare {Entry.Index}";
}
