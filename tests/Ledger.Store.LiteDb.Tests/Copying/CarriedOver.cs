using System.Security.Cryptography;
using System.Text;
using Ledger.Keys;
using Ledger.Sealing;
using Ledger.Store.LiteDb.Copying;
using Ledger.Store.LiteDb.Files;
using Ledger.Store.LiteDb.Journaling;
using Ledger.Verify.Trees;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>Asserts that a department was carried over completely.</summary>
internal static class CarriedOver
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Compares everything with what the earlier version read, and looks for its names in every file.</summary>
    public static async Task CheckAsync(EarlierDepartment department)
    {
        CheckFiles(department);
        await CheckStoreAsync(department);
        CheckFiles(department); // Opening and closing writes some of them.
    }

    private static void CheckFiles(EarlierDepartment department)
    {
        Assert.All([department.NewJournal, department.OldJournal], folder => Assert.False(Directory.Exists(folder)));
        Assert.False(File.Exists(department.NewDatabase));
        Assert.False(JournalCarryOver.IsDue(department.Folder));
        Assert.Equal(SegmentHeader.Current, Segments.ReadVersion(department.SegmentPath(0)));
        using (var database = LiteFile.Open(department.Database))
        {
            Assert.DoesNotContain("documents", database.Database.GetCollectionNames());
        }

        var expected = EarlierDepartment.Expected;
        foreach (var path in Directory.EnumerateFiles(department.Root, "*", SearchOption.AllDirectories))
        {
            // The blind index of a living person is in one place: the person's slot.
            var bytes = File.ReadAllBytes(path);
            var people = path == department.Folder.SubjectKeys ? [EarlierLog.ToDigest(expected.Erased)] : expected.People;
            Assert.All(people.Concat(expected.Fingerprints), name => Assert.False(Holds(bytes, name), $"{path} has {name}."));
        }
    }

    private static async Task CheckStoreAsync(EarlierDepartment department)
    {
        var expected = EarlierDepartment.Expected;
        var head = JournalCopy.Check(department.Folder.Root, EarlierDepartment.Profile.Origin, Cancel);
        Assert.Equal((expected.Size, expected.Root, expected.At), (head.Size, Hex(head.Root), head.At));
        await using var store = await department.Stores().OpenAsync(EarlierDepartment.Profile, department.Held, Cancel);
        Assert.Equal(head, await store.ReadHeadAsync(Cancel));
        using var keys = department.OpenKeys();
        var box = new PayloadBox(EarlierDepartment.Profile.Id, keys);
        var handles = new Dictionary<string, SubjectHandle>();
        for (var index = 0; index < expected.Size; index++)
        {
            var (old, entry) = (expected.Entries[index], (await store.FindAsync(index, Cancel))!);
            Assert.Equal(
                (index, old.Id, old.Kind, old.Status, old.Successor, old.At),
                (entry.Index, entry.Id.ToString(), entry.Kind.ToString(), entry.Status?.ToString(), entry.Successor?.ToString(), entry.At));
            Assert.Equal((old.Text, old.Type, old.Key), (Encoding.UTF8.GetString(entry.Text.Span), entry.Type, Hex(entry.KeyHash)));
            Assert.Equal(default, entry.About);

            var closed = await store.ReadPayloadAsync(index, Cancel);
            Assert.Equal(old.Payload, closed.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(closed.Span)));
            if (closed.IsEmpty)
            {
                // Nobody's: a record that was lost with a machine, or a migration, whose fingerprint is public.
                Assert.True(entry.Subject.IsNone);
                Assert.Equal(old.Fingerprint, Hex(entry.Fingerprint));
                continue;
            }

            Assert.Equal(entry.Subject, handles.TryAdd(old.Person, entry.Subject) ? entry.Subject : handles[old.Person]);
            var opened = await box.OpenAsync(entry.Id, entry.Subject, closed, Cancel);
            var plain = opened.Refusal is null ? Convert.ToHexStringLower(SHA256.HashData([.. opened.Payload.Salt, .. Encoding.UTF8.GetBytes(opened.Payload.Text)])) : null;
            Assert.Equal(old.Plain, plain);
            Assert.Equal(old.Plain is null, keys.IsErased(entry.Subject));
            Assert.Equal(keys.Find(entry.Subject)?.Fingerprint(EarlierLog.ToDigest(old.Fingerprint)) ?? default, entry.Fingerprint);
        }

        CheckPeople(keys, handles);
        await CheckListsAsync(store, handles);
        await CheckAnchorsAsync(store);
    }

    private static void CheckPeople(FileSubjectKeys keys, Dictionary<string, SubjectHandle> handles)
    {
        Assert.Equal(5, handles.Count); // Four people and the department itself.
        Assert.Equal(5, handles.Values.Where(handle => !handle.IsNone).Distinct().Count());
        Assert.All(handles, pair =>
            Assert.Equal(pair.Key == EarlierDepartment.Expected.Erased ? null : pair.Value, keys.FindHandle(EarlierLog.ToDigest(pair.Key))));
        Assert.Null(keys.FindCarriedOver(EarlierLog.ToDigest(EarlierDepartment.Expected.Erased)));
    }

    private static async Task CheckListsAsync(Log.ILogReader store, Dictionary<string, SubjectHandle> handles)
    {
        foreach (var (person, handle) in handles)
        {
            var due = EarlierDepartment.Expected.Entries.Index().Where(at => at.Item.Person == person && at.Item.Payload is not null).Select(at => (long)at.Index).Reverse();
            Assert.Equal(due, (await store.ListBySubjectAsync(handle, long.MaxValue, 100, Cancel)).Select(entry => entry.Index));
        }
    }

    private static async Task CheckAnchorsAsync(Anchoring.IAnchorStore store)
    {
        Assert.Equal([9], (await store.ListPendingAsync(Cancel)).Select(anchor => anchor.Facts.NewSize));
        Assert.Equal((5, true), await store.FindCoveringAsync(0, Cancel) is { } anchor ? (anchor.Facts.NewSize, anchor.IsFinal) : default);
        var outgoing = await store.FindOutgoingAsync(Cancel);
        Assert.Equal((5, 13), (outgoing?.Nonce, outgoing?.AnchorSize));
        Assert.Equal([1, 2, 3], Assert.Single(outgoing!.Attempts).Bytes);
    }

    private static bool Holds(byte[] bytes, Digest name) => bytes.AsSpan().IndexOf(name.ToArray()) >= 0;

    private static string Hex(Digest digest) => Convert.ToHexStringLower(digest.ToArray());
}
