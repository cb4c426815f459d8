using System.Text.Json.Serialization;

namespace Ledger.Web.Endpoints;

/// <summary>A request to erase the data of a person. Omit members without a value: null is refused.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Basis">The legal basis.</param>
/// <param name="Law">The law, the decision or the letter that it rests on. It is in the certificate and must not name the person.</param>
internal sealed record ErasureBody(
    SubjectIdentityBody Subject, [property: Described(ApiWords.ErasureBasis)] string Basis,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Law = null);
