using System.Numerics;
using Ledger.Log;

namespace Ledger.Store.LiteDb;

/// <summary>Checks a batch before anything is written. An invalid batch is a bug of the caller.</summary>
internal static class BatchForm
{
    /// <exception cref="ArgumentException">The batch is inconsistent.</exception>
    public static void Ensure(CommitBatch batch)
    {
        var (before, after, entries) = batch;
        Require(!entries.IsDefaultOrEmpty, "has no entries");
        Require(after.Size == before.Size + entries.Length, "does not lead to the size it says");
        Require(after.At >= before.At, "goes back in time");
        Require(after.Peaks.Length == BitOperations.PopCount((ulong)after.Size), "has not one peak for each complete subtree");
        for (var i = 0; i < entries.Length; i++)
        {
            Require(entries[i].Entry.Index == before.Size + i, "has entries out of order");
            Require(entries[i].Entry.At >= 0, "has an entry from before 1970");
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
