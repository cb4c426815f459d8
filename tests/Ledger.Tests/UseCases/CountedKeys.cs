using Ledger.Keys;
using Ledger.Verify.Trees;

namespace Ledger.Tests.UseCases;

/// <summary>Real subjects. Counts searches for a person, and runs a step when a key was given out for a record.</summary>
/// <param name="inner">The subjects.</param>
/// <param name="onLookup">Runs before each search for a person.</param>
/// <param name="afterGiven">Runs after each key that was given out.</param>
internal sealed class CountedKeys(ISubjectKeys inner, Action onLookup, Func<Task> afterGiven) : ISubjectKeys
{
    public async ValueTask<SubjectKey> GetOrCreateAsync(Digest person, CancellationToken cancellationToken)
    {
        var key = await inner.GetOrCreateAsync(person, cancellationToken);
        await afterGiven();
        return key;
    }

    public ValueTask<SubjectHandle?> FindHandleAsync(Digest person, CancellationToken cancellationToken)
    {
        onLookup();
        return inner.FindHandleAsync(person, cancellationToken);
    }

    public ValueTask<SubjectKey?> FindAsync(SubjectHandle subject, CancellationToken cancellationToken) => inner.FindAsync(subject, cancellationToken);

    public ValueTask<bool> IsErasedAsync(SubjectHandle subject, CancellationToken cancellationToken) => inner.IsErasedAsync(subject, cancellationToken);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public ValueTask EraseAsync(SubjectHandle subject, CancellationToken cancellationToken) => inner.EraseAsync(subject, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
