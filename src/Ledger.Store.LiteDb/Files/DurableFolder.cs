using Ledger.Files;

namespace Ledger.Store.LiteDb.Files;

/// <summary>Makes folders whose names survive a power cut.</summary>
internal static class DurableFolder
{
    /// <summary>Makes the folder and those above it, as far as they are missing, each new name durable in its parent.</summary>
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
