using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Sealing;

namespace Ledger.Subjects;

/// <summary>Finds the handle of a person in one department. Safe for use from any thread.</summary>
public sealed class SubjectFinder(ISubjectKeys keys, BlindIndexes indexes)
{
    /// <summary>The handle. Null if the department knows nobody with this number, or has erased the person.</summary>
    public ValueTask<SubjectHandle?> FindAsync(IdentityNumber person, CancellationToken cancellationToken) =>
        keys.FindHandleAsync(indexes.ForSubject(person), cancellationToken);
}
