using Ledger.Faults;

namespace Ledger.Log;

/// <summary>An append and where its answer goes.</summary>
internal sealed class Pending(AppendRequest request)
{
    public AppendRequest Request { get; } = request;

    // Answers run their continuations elsewhere: the writer must not serve HTTP answers on its own time.
    public TaskCompletionSource<Outcome<Appended>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
