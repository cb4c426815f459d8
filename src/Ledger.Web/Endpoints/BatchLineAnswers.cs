using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Writes the answer to one line of a batch.</summary>
internal static class BatchLineAnswers
{
    /// <summary>Makes the answer line: the new entry, or the refusal.</summary>
    public static LineAnswerBody ToBody(LineAnswer answer) => answer is { Appended: { } appended }
        ? new LineAnswerBody(answer.Key, appended.Entry.Id.ToString(), appended.Entry.Index, "L0")
        : new LineAnswerBody(answer.Key, Code: answer.Refusal!.Fault.Code, Errors: ToErrors(answer, answer.Refusal), Earlier: answer.Refusal.Earlier); // A line has an entry or a refusal.

    // A refusal without places gets the sentence of its fault, for the whole line. A line without a key is identified by its line number in the
    // request body.
    private static IReadOnlyList<ViolationBody> ToErrors(LineAnswer answer, Refusal refusal)
    {
        var errors = refusal.Violations.IsEmpty ? [new ViolationBody("", refusal.Fault.Title.Zh, refusal.Fault.Title.En)] : AnswerFields.ToErrors(refusal);
        return answer.Key is not null
            ? errors
            : [.. errors.Select(error => error with { Zh = $"第 {answer.Number} 行：{error.Zh}", En = $"Line {answer.Number}: {error.En}" })];
    }
}
