using System.Collections.Immutable;
using System.Text.Json;

namespace Ledger.Verify.Seals;

/// <summary>The processed claims, and the place of each disclosure in them.</summary>
internal sealed record MergedClaims(JsonElement Payload, ImmutableArray<PlacedDisclosure> Placed);
