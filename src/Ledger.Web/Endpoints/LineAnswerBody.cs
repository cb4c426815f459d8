using System.Text.Json.Serialization;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>
/// One answer line of a batch: key, id, index and level; or key, code and errors. The key is null when the line was too broken to have
/// one; then the errors name the line.
/// </summary>
/// <param name="Key">The line's own key.</param>
/// <param name="Id">The record id.</param>
/// <param name="Index">The entry's place in the department's log.</param>
/// <param name="Level">How far its proof has come.</param>
/// <param name="Code">Why the line was refused: a row of the fault table.</param>
/// <param name="Errors">Every place of the line that is wrong.</param>
/// <param name="Earlier">The record that has the document number already.</param>
internal sealed record LineAnswerBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Key,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Index = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Described(ApiWords.ProofLevel)] string? Level = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ViolationBody>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Earlier = null);
