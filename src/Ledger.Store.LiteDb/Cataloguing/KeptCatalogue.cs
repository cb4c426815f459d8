using Ledger.Store.LiteDb.Files;
using LiteDB;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>What the LiteDB file gave when it was opened. Nothing in it is trusted before the journal bears it out.</summary>
/// <param name="Database">The file, open; null when there is none or it is of no use.</param>
/// <param name="Stamp">Up to where the file claims to know the journal; null when it claims nothing.</param>
/// <param name="Catalogue">The catalogue up to the stamp; null when there is none that can be used.</param>
/// <param name="Problem">Why there is none, for the operator; null for a file that was never there or is sound.</param>
internal sealed record KeptCatalogue(LedgerDatabase? Database, CatalogueStamp? Stamp, Catalogue? Catalogue, string? Problem)
{
    /// <summary>Opens the file. One that cannot be read, or belongs to another journal, is closed again and left as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="journalId">The journal in the folder; null when there is none.</param>
    public static KeptCatalogue Open(string path, Guid? journalId)
    {
        if (!File.Exists(path))
        {
            return new KeptCatalogue(null, null, null, journalId is null ? null : "there was none");
        }

        LedgerDatabase? database = null;
        try
        {
            database = LedgerDatabase.Open(path);
            var stamp = database.FindStamp();
            if (stamp is null || journalId is null || stamp.JournalId == journalId)
            {
                return stamp is not null && database.TryLoad(stamp, out var catalogue)
                    ? new KeptCatalogue(database, stamp, catalogue, null)
                    : new KeptCatalogue(database, stamp, null, stamp is null ? null : "it was not as written");
            }
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            return WithoutFile(database, "it could not be read");
        }

        return WithoutFile(database, "it was that of another journal");
    }

    /// <summary>The file to go on with: this one, or a new one in the place of one that is of no use.</summary>
    public LedgerDatabase Begin(string path)
    {
        if (Database is not null)
        {
            return Database;
        }

        LiteFile.Delete(path);
        return LedgerDatabase.Open(path);
    }

    private static KeptCatalogue WithoutFile(LedgerDatabase? database, string problem)
    {
        try
        {
            database?.Dispose();
        }
        catch (Exception again) when (IsDamage(again))
        {
            // Closing writes what LiteDB still has in memory, which the damage may prevent; the file is replaced anyway.
            problem += " nor closed";
        }

        return new KeptCatalogue(null, null, null, problem);
    }

    // On a damaged file LiteDB fails in whatever its code happens to do with the bytes. A disk that cannot be read, a file that may not
    // be opened or a full memory are no damage and go to the caller.
    internal static bool IsDamage(Exception problem) =>
        problem is LiteException or InvalidCastException or ArgumentException or IndexOutOfRangeException or NullReferenceException
            or OverflowException or KeyNotFoundException or InvalidOperationException or FormatException or EndOfStreamException
            or NotSupportedException or ArithmeticException
        || problem.GetType() == typeof(Exception);
}
