using System.Collections.Immutable;

namespace Ledger.Verify.RecordTypes;

/// <summary>One claim of a record type. <paramref name="Rule"/> is null when the type metadata sets no disclosure rule for the claim.</summary>
public sealed record ClaimMetadata(ClaimPath Path, bool Mandatory, DisclosureRule? Rule, ImmutableArray<ClaimDisplay> Display);
