using Ledger.Files;

namespace Ledger.Store.LiteDb.Files;

/// <summary>Creates folders whose names survive a power cut.</summary>
internal static class DurableFolder
{
    /// <summary>Creates the folder and its missing parents, and flushes each new name.</summary>
    public static void Create(string folder)
    {
        var missing = new Stack<string>();
        for (var at = Path.GetFullPath(folder); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            missing.Push(at);
        }

        foreach (var path in missing)
        {
            Directory.CreateDirectory(path);
            if (Path.GetDirectoryName(path) is { } parent)
            {
                DurableFiles.FlushFolder(parent);
            }
        }
    }
}
