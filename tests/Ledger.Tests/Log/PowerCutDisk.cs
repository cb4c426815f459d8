using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ledger.Files;

namespace Ledger.Tests.Log;

/// <summary>
/// A disk in memory that a power cut can hit after every call. Names and data that were not flushed may then be there or not, each for itself, and data
/// may be cut off. A name in a folder whose own name was lost is lost, too. Renaming is atomic. Safe for use from any thread.
/// </summary>
internal sealed class PowerCutDisk : IDisk
{
    private readonly Lock _lock = new();
    private DiskState _state;

    public PowerCutDisk(DiskState? start = null) => _state = start ?? DiskState.Empty;

    /// <summary>Called after every change, while the disk is locked.</summary>
    public Action<DiskState>? Changed { get; set; }

    public DiskState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public byte[]? Read(string path) => State.Names.TryGetValue(path, out var file) ? [.. file.Bytes] : null;

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var file = new DiskFile([.. bytes], IsFlushed: false);
        Change(state => state.HasFolder(Path.GetDirectoryName(path)!)
            ? state with { Names = state.Names.SetItem(path, file) }
            : throw new DirectoryNotFoundException(path));
    }

    public bool Flush(string path)
    {
        var isThere = State.Names.ContainsKey(path);
        Change(state => state.Names.TryGetValue(path, out var file) ? state.Flush(file) : state);
        return isThere;
    }

    public void Move(string from, string to) =>
        Change(state => state with { Names = state.Names.SetItem(to, state.Names[from]).Remove(from) });

    public void Delete(string path) => Change(state => state with { Names = state.Names.Remove(path) });

    public bool HasFolder(string path) => State.HasFolder(path);

    public void CreateFolder(string path) => Change(state => state.HasFolder(Path.GetDirectoryName(path)!)
        ? state with { Folders = state.Folders.Add(path) }
        : throw new DirectoryNotFoundException(path));

    public IReadOnlyList<string> ListFiles(string folder) => [.. State.Names.Keys.Where(path => Path.GetDirectoryName(path) == folder)];

    public void DeleteFolder(string path) => Change(state => state.Names.Keys.Any(name => Path.GetDirectoryName(name) == path)
        ? throw new IOException($"{path} is not empty.")
        : state with { Folders = state.Folders.Remove(path) });

    public bool FlushFolder(string path)
    {
        var isThere = HasFolder(path);
        Change(state => isThere ? state.FlushFolder(path) : state);
        return isThere;
    }

    private void Change(Func<DiskState, DiskState> change)
    {
        lock (_lock)
        {
            _state = change(_state);
            Changed?.Invoke(_state);
        }
    }
}

/// <summary>The data of a file. Two names have the same data after a rename that was only partly lost.</summary>
internal sealed record DiskFile(ImmutableArray<byte> Bytes, bool IsFlushed)
{
    public bool Equals(DiskFile? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>What programs see on a disk, and what is durable on it. Immutable.</summary>
internal sealed record DiskState(
    ImmutableSortedDictionary<string, DiskFile> Names, ImmutableSortedSet<string> Folders,
    ImmutableSortedDictionary<string, DiskFile> DurableNames, ImmutableSortedSet<string> DurableFolders)
{
    public const string Root = "/";

    public static DiskState Empty { get; } = new(
        ImmutableSortedDictionary<string, DiskFile>.Empty.WithComparers(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal),
        ImmutableSortedDictionary<string, DiskFile>.Empty.WithComparers(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public bool HasFolder(string path) => path == Root || Folders.Contains(path);

    public DiskState Flush(DiskFile file)
    {
        var flushed = file with { IsFlushed = true };
        return this with { Names = Replace(Names, file, flushed), DurableNames = Replace(DurableNames, file, flushed) };
    }

    public DiskState FlushFolder(string folder)
    {
        return this with
        {
            DurableNames = DurableNames.RemoveRange(DurableNames.Keys.Where(IsIn)).AddRange(Names.Where(name => IsIn(name.Key))),
            DurableFolders = DurableFolders.Except(DurableFolders.Where(IsIn)).Union(Folders.Where(IsIn)),
        };

        bool IsIn(string path) => Path.GetDirectoryName(path) == folder;
    }

    /// <summary>The names and folders whose last change is not durable.</summary>
    public IReadOnlyList<string> Unflushed =>
    [
        .. Names.Keys.Union(DurableNames.Keys).Where(path => Names.GetValueOrDefault(path) != DurableNames.GetValueOrDefault(path)),
        .. Folders.SymmetricExcept(DurableFolders),
    ];

    /// <summary>A digest of the files and folders, the same for the same contents.</summary>
    public string Describe()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, file) in Names)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{file.Bytes.Length}\n"));
            hash.AppendData(file.Bytes.AsSpan());
        }

        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', Folders)));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The disk after a power cut.</summary>
    /// <param name="keeps">Decides for each of <see cref="Unflushed"/> whether its last change was written nevertheless.</param>
    /// <param name="read">What is left of the data of a file that was not flushed.</param>
    public DiskState Cut(Func<string, bool> keeps, Func<string, ImmutableArray<byte>, ImmutableArray<byte>> read)
    {
        var kept = Folders.Union(DurableFolders).Where(path => (keeps(path) ? Folders : DurableFolders).Contains(path)).ToHashSet(StringComparer.Ordinal);
        var folders = kept.Where(path => Parents(path).All(kept.Contains)).ToImmutableSortedSet(StringComparer.Ordinal);
        var names = ImmutableSortedDictionary.CreateBuilder<string, DiskFile>(StringComparer.Ordinal);
        foreach (var path in Names.Keys.Union(DurableNames.Keys))
        {
            var isChanged = Names.GetValueOrDefault(path) != DurableNames.GetValueOrDefault(path);
            var file = isChanged && !keeps(path) ? DurableNames.GetValueOrDefault(path) : Names.GetValueOrDefault(path);
            if (file is not null && Parents(path).All(folders.Contains))
            {
                names[path] = file.IsFlushed ? file : new DiskFile(read(path, file.Bytes), IsFlushed: true);
            }
        }

        var left = names.ToImmutable();
        return new DiskState(left, folders, left, folders);
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is not null && parent != Root; parent = Path.GetDirectoryName(parent))
        {
            yield return parent;
        }
    }

    private static ImmutableSortedDictionary<string, DiskFile> Replace(ImmutableSortedDictionary<string, DiskFile> names, DiskFile file, DiskFile by) =>
        names.SetItems(names.Where(name => name.Value == file).Select(name => KeyValuePair.Create(name.Key, by)));
}
