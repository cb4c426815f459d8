using System.Collections.Immutable;
using Ledger.Log;
using Ledger.Verify.RecordTypes;
using Ledger.Verify.Seals;

namespace Ledger.Proving;

/// <summary>A bundle that was made, and what it shows.</summary>
/// <param name="Utf8">Its canonical JSON.</param>
/// <param name="Entry">The entry of its record.</param>
/// <param name="Claims">All claims of the record.</param>
/// <param name="Disclosed">The paths of the disclosed claims. The claims that the record shows to everybody are not among them.</param>
public sealed record ProvenBundle(byte[] Utf8, StoredEntry Entry, SdJwtClaims Claims, ImmutableArray<ClaimPath> Disclosed)
{
    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"ProvenBundle {Entry.Id}";
}
