using Ledger.Access;
using Ledger.Faults;
using Ledger.Hosting;
using Ledger.Log;

namespace Ledger.UseCases;

/// <summary>Issues a stream of records and answers each line in the order it came. For one request.</summary>
/// <param name="department">The department that issues.</param>
/// <param name="caller">Who asks for it.</param>
public sealed class IssueBatch(HostedDepartment department, Caller caller)
{
    /// <summary>Who may issue.</summary>
    public static IReadOnlyList<Role> Roles => IssueRecord.Roles;

    /// <summary>Reads the lines to their end and hands out each answer. One bad line costs that line only.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="refuseAll">Asked before each line, from any thread: why no further line is taken; null while lines are.</param>
    /// <param name="answer">Takes each answer, in the order of the lines.</param>
    /// <param name="pause">Called before every wait for the next answer, so that no answer stays in a buffer meanwhile.</param>
    /// <param name="cancellationToken">Gives up; lines that were taken are still committed.</param>
    /// <returns>Why no line was read; null after the last answer. Throws only what the two streams throw.</returns>
    public async Task<Refusal?> ExecuteAsync(
        IAsyncEnumerable<InputLine> lines, Func<Refusal?> refuseAll, Func<LineAnswer, ValueTask> answer, Func<ValueTask> pause,
        CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return Refusal.Of(fault);
        }

        await department.Batches.AppendAsync(lines, refuseAll, answer, pause, cancellationToken);
        return null;
    }
}
