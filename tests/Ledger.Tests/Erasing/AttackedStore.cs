using Ledger.Departments;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Store.LiteDb;
using Ledger.Tests.Departments;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Erasing;

/// <summary>The data of a department as somebody reads it who has all files and the master key.</summary>
internal sealed class AttackedStore : IAsyncDisposable
{
    private readonly LiteDbLogStore _store;
    private readonly FileSubjectKeys _keys;

    private AttackedStore(LiteDbLogStore store, FileSubjectKeys keys, List<byte[]> files, IReadOnlyList<(StoredEntry Entry, ReadOnlyMemory<byte> Payload)> entries)
    {
        _store = store;
        _keys = keys;
        Files = files;
        Entries = entries;
        Subjects = [.. entries.Select(one => one.Entry.Subject).Where(subject => !subject.IsNone).Distinct().Select(keys.Find).OfType<SubjectKey>()];
    }

    /// <summary>Every file.</summary>
    public List<byte[]> Files { get; }

    /// <summary>Every entry.</summary>
    public IReadOnlyList<(StoredEntry Entry, ReadOnlyMemory<byte> Payload)> Entries { get; }

    /// <summary>Every subject whose key can still be unwrapped.</summary>
    public IReadOnlyList<SubjectKey> Subjects { get; }

    public static async Task<AttackedStore> OpenAsync(string folder, DepartmentId department)
    {
        var cancel = TestContext.Current.CancellationToken;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        var layout = new DataLayout(folder).Department(department);
        var keys = FileSubjectKeys.Open(layout.SubjectKeys, ErasureBench.Master);
        var origin = TestDepartments.Profile(department.ToString()).Origin;
        var store = await LiteDbLogStore.OpenAsync(new LiteDbStoreOptions { Folder = layout.Root, Origin = origin }, NullLogger.Instance, cancel);
        var entries = new List<(StoredEntry, ReadOnlyMemory<byte>)>();
        for (var index = 0L; await store.FindAsync(index, cancel) is { } entry; index++)
        {
            entries.Add((entry, await store.ReadPayloadAsync(index, cancel)));
        }

        return new AttackedStore(store, keys, files, entries);
    }

    /// <summary>Whether the bytes stand in any file.</summary>
    public bool Contains(ReadOnlySpan<byte> bytes)
    {
        foreach (var file in Files)
        {
            if (file.AsSpan().IndexOf(bytes) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the slots lead from a person to a handle.</summary>
    public bool KnowsPerson(Digest person) => _keys.FindHandle(person) is not null;

    /// <summary>Whether the index leads from a document number to an entry.</summary>
    public bool KnowsDocument(Digest document) => _store.Find(document).Length > 0;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _keys.Dispose();
    }
}
