using Ledger.Departments;
using Ledger.Files;
using Ledger.Store.LiteDb.Files;
using LiteDB;

namespace Ledger.Store.LiteDb.Copying;

/// <summary>
/// Removes what an earlier version derived from the journal and kept in <c>ledger.db</c>. Its fingerprints of document numbers must not survive an
/// erasure, and LiteDB keeps the pages of what was deleted. So the rest is copied into a new file. Stateless.
/// </summary>
internal static class CataloguedBefore
{
    private const string Documents = "documents";
    private const string Catalogue = "catalogue";

    /// <summary>Replaces the file if it has the fingerprints. A file that LiteDB cannot read is deleted: the chain has the rest.</summary>
    public static void Remove(DepartmentLayout layout)
    {
        var path = Path.Combine(layout.Root, "ledger.db");
        var copy = path + ".new";
        if (!File.Exists(path) && File.Exists(copy))
        {
            Replace(path, copy, layout); // The copy was durable before the file was deleted.
            return;
        }

        LiteFile.Delete(copy);
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var old = LiteFile.Open(path);
            if (!old.Database.CollectionExists(Documents))
            {
                return;
            }

            using var written = LiteFile.Open(copy);
            foreach (var name in old.Database.GetCollectionNames().Where(name => name is not (Documents or Catalogue)).ToList())
            {
                written.EnsureCollection(name).Insert(old.Collection(name).FindAll());
            }

            written.MakeDurable();
        }
        catch (Exception problem) when (Cataloguing.KeptCatalogue.IsDamage(problem))
        {
            LiteFile.Delete(copy);
            LiteFile.Delete(path);
            DurableFiles.FlushFolder(layout.Root);
            return;
        }

        Replace(path, copy, layout);
    }

    private static void Replace(string path, string copy, DepartmentLayout layout)
    {
        LiteFile.Delete(path); // With its log, which would be applied to the copy.
        File.Move(copy, path);
        DurableFiles.FlushFolder(layout.Root);
    }
}
