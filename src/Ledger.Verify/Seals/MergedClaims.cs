using System.Collections.Immutable;
using System.Text.Json;

namespace Ledger.Verify.Seals;

/// <summary>The processed claims, and where each disclosure went.</summary>
internal sealed record MergedClaims(JsonElement Payload, ImmutableArray<PlacedDisclosure> Placed);
