using Ledger.Verify.Faults;

namespace Ledger.Log;

/// <summary>An append request and the completion of its answer.</summary>
internal sealed class Pending(AppendRequest request)
{
    public AppendRequest Request { get; } = request;

    // Continuations run asynchronously, so that the writer does not spend its time on HTTP answers.
    public TaskCompletionSource<Outcome<Appended>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
