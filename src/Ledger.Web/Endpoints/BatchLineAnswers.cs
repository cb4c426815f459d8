using Ledger.Log;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Writes the answer to one line of a batch.</summary>
internal static class BatchLineAnswers
{
    /// <summary>The entry of a line, or why there is none.</summary>
    public static LineAnswerBody ToBody(LineAnswer answer) => answer is { Appended: { } appended }
        ? new LineAnswerBody(answer.Key, appended.Entry.Id.ToString(), appended.Entry.Index, "L0")
        : new LineAnswerBody(answer.Key, Code: answer.Refusal!.Fault.Code, Errors: ErrorsOf(answer, answer.Refusal), Earlier: answer.Refusal.Earlier); // Never neither.

    // A refusal without places still says what is wrong: the fault's own sentence, for the whole line. A line without a key is
    // named by its number, counted as in the body that was sent.
    private static IReadOnlyList<ViolationBody> ErrorsOf(LineAnswer answer, Refusal refusal)
    {
        var errors = refusal.Violations.IsEmpty ? [new ViolationBody("", refusal.Fault.Title.Zh, refusal.Fault.Title.En)] : AnswerFields.ErrorsOf(refusal);
        return answer.Key is not null
            ? errors
            : [.. errors.Select(error => error with { Zh = $"第 {answer.Number} 行：{error.Zh}", En = $"Line {answer.Number}: {error.En}" })];
    }
}
