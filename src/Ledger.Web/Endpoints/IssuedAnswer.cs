using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>A record that was issued.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="Level">How far its proof has come, L0 to L3; fetch the bundle again later for more.</param>
/// <param name="Bundle">The bundle as it is now, with every disclosure.</param>
internal sealed record IssuedAnswer(
    string Id, long Index, [property: Described(ApiWords.ProofLevel)] string Level, [property: Described(nameof(BundleBody))] JsonNode Bundle);
