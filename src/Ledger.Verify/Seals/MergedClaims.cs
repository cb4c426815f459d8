using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Verify.RecordTypes;

namespace Ledger.Verify.Seals;

/// <summary>The processed claims, and the path of each disclosure in them.</summary>
internal sealed record MergedClaims(JsonElement Payload, ImmutableArray<ClaimPath> Paths);
