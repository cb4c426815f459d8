using System.Collections.Immutable;
using System.Numerics;

namespace Ledger.Log;

/// <summary>The entries of one commit. Either all of them become durable or none.</summary>
/// <param name="Before">The head that the batch extends.</param>
/// <param name="After">The head after the commit.</param>
/// <param name="Entries">At least one, with consecutive indices from <c>Before.Size</c>.</param>
public sealed record CommitBatch(LogHead Before, LogHead After, ImmutableArray<NewEntry> Entries)
{
    /// <summary>Checks that the parts of the batch agree. A store calls it before it writes anything.</summary>
    /// <exception cref="ArgumentException">They do not agree, which is a bug of the caller.</exception>
    public void EnsureConsistent()
    {
        Require(!Entries.IsDefaultOrEmpty, "has no entries");
        Require(After.Size == Before.Size + Entries.Length, "does not lead to the size it says");
        Require(After.At >= Before.At, "goes back in time");
        Require(After.Peaks.Length == BitOperations.PopCount((ulong)After.Size), "has not one peak for each complete subtree");
        for (var i = 0; i < Entries.Length; i++)
        {
            Require(Entries[i].Entry.Index == Before.Size + i, "has entries out of order");
            Require(Entries[i].Entry.At >= 0, "has an entry from before 1970");
        }
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new ArgumentException("The batch " + what + ".");
        }
    }
}
