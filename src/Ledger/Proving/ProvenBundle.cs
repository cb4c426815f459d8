using System.Collections.Immutable;
using Ledger.Log;
using Ledger.Verify.RecordTypes;

namespace Ledger.Proving;

/// <summary>A bundle that was made, and what it shows.</summary>
/// <param name="Utf8">Its canonical JSON.</param>
/// <param name="Entry">The entry of its record.</param>
/// <param name="Disclosed">The paths of the disclosed claims. Empty if it shows nothing personal.</param>
public sealed record ProvenBundle(byte[] Utf8, StoredEntry Entry, ImmutableArray<ClaimPath> Disclosed)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"ProvenBundle {Entry.Id}";
}
