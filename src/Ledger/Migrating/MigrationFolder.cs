using System.Collections.Immutable;
using Ledger.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Migrating;

/// <summary>
/// Stores a department's migration records as files of its public log, <c>migration/{record hash}</c>. Each file is written once and never changed.
/// Safe for use from any thread.
/// </summary>
public sealed class MigrationFolder(string folder) : IMigrationStore
{
    private const int HashLength = 2 + (2 * Digest.Length);

    // A file never changes, so it is read only once. A file can have many megabytes.
    private volatile ImmutableDictionary<string, MigrationFile> _read = ImmutableDictionary<string, MigrationFile>.Empty;

    /// <exception cref="FaultException"><see cref="StoreFaults.Damaged"/>: a file was changed.</exception>
    public async ValueTask<ImmutableArray<MigrationFile>> ListAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var files = ImmutableArray.CreateBuilder<MigrationFile>();
        foreach (var name in Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => name.Length == HashLength))
        {
            files.Add(await ReadAsync(name, cancellationToken));
        }

        return [.. files.OrderBy(file => file.Checkpoint.Size)];
    }

    public async ValueTask<ReadOnlyMemory<byte>?> FindBytesAsync(Digest recordHash, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, recordHash.ToHex());
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : default(ReadOnlyMemory<byte>?);
    }

    public ValueTask SaveAsync(MigrationFile file, CancellationToken cancellationToken)
    {
        DurableFiles.CreateFolder(folder);
        DurableFiles.TryCreate(Path.Combine(folder, file.Record.Hash.ToHex()), file.ToBytes());
        return ValueTask.CompletedTask;
    }

    private async ValueTask<MigrationFile> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(name, out var known))
        {
            return known;
        }

        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken);
        if (!MigrationFile.TryRead(bytes, out var file, out var place) || file.Record.Hash.ToHex() != name)
        {
            throw new FaultException(StoreFaults.Damaged, $"The migration record {name} cannot be read as it was written ({place ?? "hash"}).");
        }

        _read = _read.SetItem(name, file);
        return file;
    }
}
