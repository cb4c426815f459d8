using Ledger.Store.LiteDb.Files;
using LiteDB;

namespace Ledger.Store.LiteDb.Cataloguing;

/// <summary>The contents of the LiteDB file at opening. They are trusted only as far as the journal confirms them.</summary>
/// <param name="Database">The open file. Null if there is none or it is unusable.</param>
/// <param name="Stamp">The stated extent of the catalogue. Null if the file states none.</param>
/// <param name="Catalogue">The catalogue up to the stamp. Null if there is no usable one.</param>
/// <param name="Problem">Why there is no usable catalogue, for the operator. Null if the file is sound or never existed.</param>
internal sealed record KeptCatalogue(LedgerDatabase? Database, CatalogueStamp? Stamp, Catalogue? Catalogue, string? Problem)
{
    /// <summary>Opens the file. A file that is unreadable or belongs to another journal is closed and left unchanged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="journalId">The journal in the folder. Null if there is none.</param>
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

    /// <summary>The file to use: this one, or a new one that replaces an unusable one.</summary>
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
            // Closing writes what LiteDB still has in memory, and the damage may prevent that. The file is replaced anyway.
            problem += " nor closed";
        }

        return new KeptCatalogue(null, null, null, problem);
    }

    // LiteDB can throw any exception on a damaged file. An unreadable disk, a missing permission and a full memory are not damage; those exceptions
    // go to the caller.
    internal static bool IsDamage(Exception problem) =>
        problem is LiteException or InvalidCastException or ArgumentException or IndexOutOfRangeException or NullReferenceException
            or OverflowException or KeyNotFoundException or InvalidOperationException or FormatException or EndOfStreamException
            or NotSupportedException or ArithmeticException
        || problem.GetType() == typeof(Exception);
}
