using System.Text.Json.Serialization;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>
/// One answer line of a batch: key, id, index and level; or key, code and errors. The key is null if no key could be read from the line. Then the
/// errors contain the number of the line.
/// </summary>
/// <param name="Key">The key of the line.</param>
/// <param name="Id">The record id.</param>
/// <param name="Index">The index of the entry in the department's log.</param>
/// <param name="Level">The level of the proof of the entry.</param>
/// <param name="Code">Why the line was refused: a code of the fault table.</param>
/// <param name="Errors">Every error in the line.</param>
/// <param name="Earlier">The record that already has the document number.</param>
internal sealed record LineAnswerBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Key,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Index = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Described(ApiWords.ProofLevel)] string? Level = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ViolationBody>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Earlier = null);
