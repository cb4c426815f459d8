using Ledger.Auditing;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Tiles;

namespace Ledger.Nodes;

/// <summary>A public log in a folder. Safe for use from any thread.</summary>
/// <param name="root">The folder.</param>
/// <param name="key">The log's key. Null if the caller checks the checkpoint itself.</param>
internal sealed class FolderLog(string root, VerifierKey? key) : LogSource(key)
{
    // Reads synchronously: the audit uses several threads already, and for a small file asynchronous reading costs more than the read itself.
    protected override ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(root, path));
            var bytes = new byte[Math.Min(RandomAccess.GetLength(file), ILogFiles.MaxFile)];
            var length = 0;
            for (int read; length < bytes.Length && (read = RandomAccess.Read(file, bytes.AsSpan(length), length)) > 0;)
            {
                length += read;
            }

            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(bytes.AsMemory(0, length));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>(null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnreadable, path, problem) { Reason = "it cannot be opened or read 无法打开或读取" };
        }
    }

    public override IEnumerable<int> PartialWidths(string fullPath)
    {
        var folder = Path.Combine(root, fullPath + ".p");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            // The strict parser of tile names ignores other names, such as "07" or a temporary file.
            if (TileId.TryParse("tile/0/000.p/" + Path.GetFileName(file), out var id))
            {
                yield return id.Width;
            }
        }
    }
}
