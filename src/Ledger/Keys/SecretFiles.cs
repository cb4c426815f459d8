using Ledger.Files;

namespace Ledger.Keys;

/// <summary>
/// Files that hold a secret: made once, readable by their owner only, never overwritten. Safe for use from any thread of one process.
/// </summary>
internal static class SecretFiles
{
    // One at a time: two threads that made the same file would write to the same temporary one.
    private static readonly Lock Making = new();

    /// <summary>Writes a file, whole and durable, in a folder only its owner may enter.</summary>
    /// <returns>False, and nothing changed, when there is such a file already.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> bytes)
    {
        lock (Making)
        {
            DurableFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, isSecret: true); // A file always has a folder.
            return DurableFiles.TryCreate(path, bytes, isSecret: true);
        }
    }
}
