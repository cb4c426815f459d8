using System.Text.Json.Nodes;

namespace Ledger.Web.Endpoints;

/// <summary>An issued record.</summary>
/// <param name="Id">The record id.</param>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="Level">The level of its proof, L0 to L3. The level rises later: fetch the bundle again.</param>
/// <param name="Bundle">The current bundle, with every disclosure.</param>
internal sealed record IssuedAnswer(
    string Id, long Index, [property: Described(ApiWords.ProofLevel)] string Level, [property: Described(nameof(BundleBody))] JsonNode Bundle);
