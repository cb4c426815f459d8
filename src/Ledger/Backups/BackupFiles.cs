using System.Security.Cryptography;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Backups;

/// <summary>Copies files. Each copy is durable, readable only by its owner, and hashed. Stateless.</summary>
public static class BackupFiles
{
    private const int Readings = 8;

    /// <summary>Copies a file that does not change during the copy.</summary>
    /// <returns>The length and SHA-256 of the copy.</returns>
    public static (long Length, Digest Hash) Copy(string from, string to, CancellationToken cancellationToken)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = Create(to);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[128 * 1024];
        var length = 0L;
        int read;
        while ((read = source.Read(piece)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(piece, 0, read);
            sha.AppendData(piece, 0, read);
            length += read;
        }

        target.Flush(flushToDisk: true);
        return (length, FinishDigest(sha));
    }

    /// <summary>Copies a file that another process may write to. Reads it again until the next reading begins with the same bytes.</summary>
    /// <exception cref="FaultException">The file changed during every reading.</exception>
    public static void CopyChanging(string from, string to)
    {
        var before = Read(from);
        for (var i = 0; i < Readings; i++)
        {
            var after = Read(from);
            if (after.Length >= before.Length && after.AsSpan(0, before.Length).SequenceEqual(before))
            {
                using var target = Create(to);
                target.Write(before);
                target.Flush(flushToDisk: true);
                return;
            }

            before = after;
        }

        throw new FaultException(RunFaults.FileUnreadable, from);
    }

    /// <summary>Computes the length and SHA-256 of a file.</summary>
    public static (long Length, Digest Hash) Measure(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return (file.Length, Digest.TryRead(SHA256.HashData(file), out var hash) ? hash : default);
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(DurableFiles.OpenToCopy(path), FileAccess.Read);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static FileStream Create(string path)
    {
        DurableFiles.CreateFolder(Path.GetDirectoryName(path)!, isSecret: true); // A file always has a folder.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static Digest FinishDigest(IncrementalHash sha) => Digest.TryRead(sha.GetHashAndReset(), out var hash) ? hash : default;
}
