using System.Text.Json.Nodes;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.Store.Contract;
using Ledger.Store.LiteDb.Copying;
using Ledger.Store.LiteDb.Files;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;
using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Store.LiteDb.Tests.Copying;

/// <summary>A department that the version before handles wrote is carried over: nothing is lost, and none of its old names stays.</summary>
public sealed class CarryOverTests : IDisposable
{
    private const int Begun = 3110;
    private const int Compared = 3112;

    private readonly EarlierDepartment _department = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _department.Dispose();

    [Fact]
    public async Task CarryOver_Department_KeepsEverythingButTheNames()
    {
        var events = new EventList();

        await _department.CarryOverAsync(events);

        Assert.Equal(
            ["ledger.db", "lock", "log.flushed", "subjects.slots"], Directory.GetFiles(_department.Folder.Root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        await CarriedOver.CheckAsync(_department);
        Assert.Equal([Begun, Compared], events.Ids);
        Assert.Contains("15 entries", events.TextOf(Compared), StringComparison.Ordinal);
    }

    /// <summary>What <see cref="CarriedOver"/> looks for is in the files of the earlier version.</summary>
    [Fact]
    public void Fixture_HasSeveralSegmentsAndTheNamesOfPeople()
    {
        var journal = Directory.EnumerateFiles(_department.Journal).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).ToArray();
        var (slots, expected) = (File.ReadAllBytes(_department.Folder.SubjectKeys), EarlierDepartment.Expected);

        Assert.Equal(4, Directory.GetFiles(_department.Journal).Length);
        Assert.Equal(4, expected.People.Count());
        Assert.All(expected.People, person => Assert.True(Holds(journal, person) && Holds(slots, person)));
        Assert.Equal(12, expected.Fingerprints.Count());
        Assert.All(expected.Fingerprints, print => Assert.True(Holds(journal, print)));
        Assert.Contains(expected.Entries, entry => entry.Kind == "Migration");
        Assert.Contains(expected.Entries, entry => entry is { Payload: not null, Plain: null }); // Erased.
        Assert.Contains(expected.Entries, entry => entry is { Payload: null, Kind: "Certificate" }); // Lost with a machine.
    }

    /// <summary>LiteDB keeps deleted pages, so the fingerprints of document numbers must not be anywhere in the file.</summary>
    [Fact]
    public async Task CarryOver_Database_HasNoByteOfTheDocumentNumbers()
    {
        List<byte[]> numbers;
        using (var old = LiteFile.Open(_department.Database))
        {
            numbers = [.. old.Collection("documents").FindAll().SelectMany(document => document.Values).Where(value => value.IsBinary).Select(value => value.AsBinary)];
        }

        Assert.NotEmpty(numbers);
        var before = await File.ReadAllBytesAsync(_department.Database, Cancel);
        Assert.All(numbers, page => Assert.True(before.AsSpan().IndexOf(page) >= 0));

        await _department.CarryOverAsync();

        Assert.All(Directory.EnumerateFiles(_department.Folder.Root), path =>
            Assert.All(numbers, page => Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf(page) < 0, path)));
    }

    [Fact]
    public async Task CarryOver_SecondTime_DoesNothing()
    {
        await _department.CarryOverAsync();
        var before = _department.ReadAll();
        var events = new EventList();

        await _department.CarryOverAsync(events);

        Assert.Equal(before, _department.ReadAll());
        Assert.Empty(events.Ids);
    }

    [Fact]
    public async Task CarryOver_DepartmentOfThisVersion_DoesNothing()
    {
        using var folder = new StoreFolder();
        await folder.FillAsync([3]);

        Assert.False(JournalCarryOver.IsDue(new(folder.Root)));
        Assert.False(JournalCarryOver.IsDue(new(Path.Combine(folder.Root, "none"))));
    }

    [Fact]
    public async Task Open_WithoutCarryOver_IsTooOldAndChangesNothing()
    {
        var before = _department.ReadAll();

        var refused = await FaultAssert.ThrowsAsync(
            StoreFaults.TooOld, async () => await _department.Stores().OpenAsync(EarlierDepartment.Profile, _department.Held, Cancel));

        Assert.Contains("version 1", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(before, _department.ReadAll());
    }

    [Fact]
    public async Task Issue_RequestOfTheEarlierVersionAgain_ReturnsItsRecord()
    {
        await using var opened = await OpenedDepartment.OpenAsync(_department);

        foreach (var (name, id) in EarlierDepartment.Expected.Records.Where(record => record.Key != "c1"))
        {
            var again = (await opened.IssueAsync(EarlierDepartment.ReadRequest(name))).Required;
            Assert.Equal((id, true), (again.Entry.Id.ToString(), again.IsRepeat));
            Assert.Equal(IssuingFaults.KeyReused, (await opened.IssueAsync(Change(name, request => request["claims"]!["grade"] = 8))).Refusal?.Fault);
        }

        Assert.Equal(EarlierDepartment.Expected.Size, opened.Head.Size);
    }

    /// <summary>Nobody can compute the fingerprint of the erased person's request any more.</summary>
    [Fact]
    public async Task Issue_RequestOfTheErasedPersonAgain_IsNoRepeat()
    {
        await using var opened = await OpenedDepartment.OpenAsync(_department);

        Assert.Equal(IssuingFaults.KeyReused, (await opened.IssueAsync(EarlierDepartment.ReadRequest("c1"))).Refusal?.Fault);
    }

    [Fact]
    public async Task Issue_DocumentNumberOfTheEarlierVersion_IsRefusedUnlessItsPersonWasErased()
    {
        await using var opened = await OpenedDepartment.OpenAsync(_department);

        foreach (var name in new[] { "a1", "b2", "a2", "d2" })
        {
            var refused = (await opened.IssueAsync(Change(name, request => request["key"] = "again"))).Refusal;
            Assert.Equal(IssuingFaults.DocumentIssuedBefore, refused?.Fault);
            Assert.Equal(EarlierDepartment.Expected.Records[name], refused?.Earlier);
        }

        var erased = (await opened.IssueAsync(Change("c1", request => request["key"] = "again"))).Required.Entry;
        Assert.False(opened.Keys.IsErased(erased.Subject)); // The person comes again, as somebody else.
    }

    [Fact]
    public async Task Change_RecordsOfTheEarlierVersion_GoOnWhereTheyWere()
    {
        await using (var opened = await OpenedDepartment.OpenAsync(_department))
        {
            // In the order: lost with a machine, living, erased after it was revoked.
            var lost = (await opened.ChangeAsync(IdAt(0), new StatusRequest(EntryStatus.Revoked, "reason", null), "n0")).Required.Entry;
            Assert.Equal(opened.Keys.FindHandle(default), lost.Subject);
            Assert.Equal((await opened.Store.FindAsync(2, Cancel))!.Subject, lost.Subject);
            var living = (await opened.ChangeAsync(IdOf("a1"), new StatusRequest(EntryStatus.Revoked, "reason", null), "n1")).Required.Entry;
            Assert.Equal((await opened.Store.FindAsync(3, Cancel))!.Subject, living.Subject);
            Assert.Equal(StatusFaults.AlreadyFinal, (await opened.ChangeAsync(IdOf("c1"), new StatusRequest(EntryStatus.Active, "reason", null), "n2")).Refusal?.Fault);
        }

        await using var again = await OpenedDepartment.OpenAsync(_department);
        Assert.Equal(EarlierDepartment.Expected.Size + 2, again.Head.Size);
    }

    [Fact]
    public async Task CarryOver_DatabaseIsGarbage_ReplacesIt()
    {
        await File.WriteAllTextAsync(_department.Database, string.Concat(Enumerable.Repeat("This is no database. ", 1000)), Cancel);

        await _department.CarryOverAsync();

        await using var store = await _department.Stores().OpenAsync(EarlierDepartment.Profile, _department.Held, Cancel);
        Assert.Equal(EarlierDepartment.Expected.Size, (await store.ReadHeadAsync(Cancel)).Size);
    }

    [Fact]
    public async Task CarryOver_WithoutDatabase_IsComplete()
    {
        File.Delete(_department.Database);

        await _department.CarryOverAsync();

        await using var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = _department.Folder.Root, Origin = EarlierDepartment.Profile.Origin }, NullLogger.Instance, Cancel);
        Assert.Equal(EarlierDepartment.Expected.Root, Convert.ToHexStringLower((await store.ReadHeadAsync(Cancel)).Root.ToArray()));
    }

    private static bool Holds(byte[] bytes, Digest name) => bytes.AsSpan().IndexOf(name.ToArray()) >= 0;

    private static RecordId IdAt(int index) => Parse(EarlierDepartment.Expected.Entries[index].Id);

    private static RecordId IdOf(string request) => Parse(EarlierDepartment.Expected.Records[request]);

    private static RecordId Parse(string id) => RecordId.TryParse(id, out var record) ? record : throw new FormatException(id);

    private static byte[] Change(string name, Action<JsonNode> change)
    {
        var request = JsonNode.Parse(EarlierDepartment.ReadRequest(name))!;
        change(request);
        return System.Text.Encoding.UTF8.GetBytes(request.ToJsonString());
    }
}
