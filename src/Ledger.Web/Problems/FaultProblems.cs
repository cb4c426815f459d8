using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Portal.Shell;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Web.Problems;

/// <summary>Converts a refusal to the framework's problem details (RFC 9457), with the members of <see cref="ProblemBody"/> in their order.</summary>
internal static class FaultProblems
{
    private const string Code = "code";
    private const string TraceId = "traceId";

    // Does not escape Chinese, like the other answers.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the problem details of a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="traceId">The id of the request in the node's log.</param>
    public static ProblemDetails From(Refusal refusal, string traceId)
    {
        var problem = new ProblemDetails();
        Describe(problem, refusal, traceId);
        return problem;
    }

    /// <summary>Completes a problem of the framework that has only a status, such as the 404 of an unknown address.</summary>
    /// <param name="problem">The problem. It stays unchanged if it already has a code.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="traceId">The id of the request in the node's log.</param>
    public static void Complete(ProblemDetails problem, int status, string traceId)
    {
        if (!problem.Extensions.ContainsKey(Code))
        {
            Describe(problem, Refusal.FromFault(RequestRefusals.FromStatus(status)), traceId);
        }
    }

    /// <summary>Reads a completed problem for the page of a person.</summary>
    public static ProblemView ToView(ProblemDetails problem, string traceId)
    {
        var texts = problem.Extensions["zh"] as ProblemTextBody ?? new ProblemTextBody("", "");
        var errors = problem.Extensions["errors"] as IReadOnlyList<ViolationBody> ?? [];
        return new ProblemView(
            problem.Extensions[Code] as string ?? "", new LocalizedText(texts.Title, problem.Title ?? ""), new LocalizedText(texts.Detail, problem.Detail ?? ""),
            [.. errors.Select(error => new LocalizedText(error.Zh, error.En))], problem.Status ?? StatusCodes.Status500InternalServerError, traceId);
    }

    /// <summary>Serialises the body of an answer.</summary>
    public static byte[] ToUtf8(ProblemDetails problem) => JsonSerializer.SerializeToUtf8Bytes(problem, Json);

    private static void Describe(ProblemDetails problem, Refusal refusal, string traceId)
    {
        var fault = refusal.Fault;
        problem.Type = $"/docs/faults#{fault.Code}";
        problem.Title = fault.Title.En;
        problem.Status = ProblemAnswers.GetStatus(fault);
        problem.Detail = fault.Action.En;
        problem.Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [Code] = fault.Code,
            ["zh"] = new ProblemTextBody(fault.Title.Zh, fault.Action.Zh),
            [TraceId] = traceId,
            ["errors"] = refusal.Violations.Select(violation => new ViolationBody(violation.Path, violation.Message.Zh, violation.Message.En)).ToList(),
        };
        if (refusal.Earlier is { } earlier)
        {
            problem.Extensions["earlier"] = earlier;
        }
    }
}
