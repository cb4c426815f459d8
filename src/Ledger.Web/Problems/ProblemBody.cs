using System.Text.Json.Serialization;

namespace Ledger.Web.Problems;

/// <summary>A refusal (RFC 9457), for the API description; <see cref="ProblemAnswers"/> writes it.</summary>
/// <param name="Type">Where the code is explained: <c>/docs/faults#LDGnnnn</c>.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Code">The row of the fault table; never reused.</param>
/// <param name="Zh">Title and detail in Chinese.</param>
/// <param name="TraceId">What the node's log calls this request.</param>
/// <param name="Errors">Every place that is wrong, as far as the refusal is about places.</param>
/// <param name="Earlier">The record that already is what was asked for; absent in any other refusal.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, ProblemTextBody Zh, string TraceId, IReadOnlyList<ViolationBody> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Earlier = null);
