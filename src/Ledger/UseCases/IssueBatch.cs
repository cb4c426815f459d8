using Ledger.Access;
using Ledger.Hosting;
using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.UseCases;

/// <summary>Issues a stream of records and answers the lines in their order. One instance serves one request.</summary>
/// <param name="department">The issuing department.</param>
/// <param name="caller">The caller.</param>
public sealed class IssueBatch(HostedDepartment department, Caller caller)
{
    /// <summary>The roles that may issue.</summary>
    public static IReadOnlyList<Role> Roles => IssueRecord.Roles;

    /// <summary>Reads all lines and passes on each answer. A bad line affects only itself.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="refuseAll">Called before each line, from any thread. Returns why no further line is accepted; null to continue.</param>
    /// <param name="answer">Receives each answer, in the order of the lines.</param>
    /// <param name="pause">Called before each wait for an answer, so that the host can flush its buffer.</param>
    /// <param name="cancellationToken">Cancels the work. Lines that were accepted are still committed.</param>
    /// <returns>Why no line was read; null after the last answer. Throws only exceptions of the two streams.</returns>
    public async Task<Refusal?> ExecuteAsync(
        IAsyncEnumerable<InputLine> lines, Func<Refusal?> refuseAll, Func<LineAnswer, ValueTask> answer, Func<ValueTask> pause,
        CancellationToken cancellationToken)
    {
        if (caller.FindFault(department, Roles) is { } fault)
        {
            return Refusal.FromFault(fault);
        }

        await department.Batches.AppendAsync(lines, refuseAll, answer, pause, cancellationToken);
        return null;
    }
}
