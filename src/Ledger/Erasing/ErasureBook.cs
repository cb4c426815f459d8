using System.Collections.Immutable;
using Ledger.Keys;

namespace Ledger.Erasing;

/// <summary>The open requests for erasure and the legal holds of a department. Immutable.</summary>
/// <param name="Asked">The requests that nobody has approved yet, oldest first; at most one for each subject.</param>
/// <param name="Holds">The holds, oldest first; also those that have ended or were released.</param>
public sealed record ErasureBook(ImmutableArray<AskedErasure> Asked, ImmutableArray<LegalHold> Holds)
{
    /// <summary>A book without requests and holds.</summary>
    public static ErasureBook Empty { get; } = new([], []);

    /// <summary>The hold that forbids the erasure of a subject the longest. Null if none does.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="today">The current day in UTC.</param>
    public LegalHold? FindHold(SubjectHandle subject, DateOnly today) =>
        Holds.Where(hold => hold.Subject == subject && hold.ReleasedAt is null && hold.Until >= today).MaxBy(hold => hold.Until);

    /// <summary>The book without anything about a subject.</summary>
    public ErasureBook Without(SubjectHandle subject) =>
        new(Asked.RemoveAll(one => one.Subject == subject), Holds.RemoveAll(hold => hold.Subject == subject));
}
