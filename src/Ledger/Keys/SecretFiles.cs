using Ledger.Files;

namespace Ledger.Keys;

/// <summary>
/// Creates files with secrets: only the owner may read them, and they are never overwritten. Safe for use from any thread of one process.
/// </summary>
internal static class SecretFiles
{
    // One at a time, because two threads that create the same file would use the same temporary file.
    private static readonly Lock Making = new();

    /// <summary>Writes a complete, durable file in a folder that only its owner may enter.</summary>
    /// <returns>False if the file exists. Then nothing changes.</returns>
    public static bool TryCreate(string path, ReadOnlySpan<byte> bytes)
    {
        lock (Making)
        {
            DurableFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, isSecret: true); // A file always has a folder.
            return DurableFiles.TryCreate(path, bytes, isSecret: true);
        }
    }
}
