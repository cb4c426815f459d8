using System.Security.Cryptography;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Statuses;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Keys;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Anchoring;

/// <summary>One department's log in memory, with the real writer, keys and statuses.</summary>
internal sealed class TestLog : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly byte[] LogKey = [.. Enumerable.Repeat((byte)7, 32)];
    private readonly TempFolder _folder = new();
    private int _count;

    private TestLog()
    {
        Keys = FileSubjectKeys.Open(_folder["subjects.slots"], TestMaster.FromByte(1));
        Payloads = new PayloadBox(Department.Id, Keys);
        Subject = Keys.GetOrCreate(TestMaster.Person(1)).Handle;
    }

    public DepartmentProfile Department { get; } = TestDepartments.Profile("education");

    public FakeTimeProvider Clock { get; } = new(Start);

    public FileSubjectKeys Keys { get; }

    public PayloadBox Payloads { get; }

    /// <summary>The subject of every record.</summary>
    public SubjectHandle Subject { get; }

    public BlindIndexes Indexes { get; } = new(TestMaster.FromByte(1));

    public DepartmentLog Log { get; private set; } = null!; // Set by OpenAsync, the only way to make one.

    public StatusChanger Changer => new(Log, Payloads, Indexes);

    public LogHead Head => Log.Publisher.Published.Head;

    public static async Task<TestLog> OpenAsync(int records = 0)
    {
        var test = new TestLog();
        test.Log = await DepartmentLog.OpenAsync(
            test.Department, new LogStorage(new MemoryLogStore(), new MemoryTileStore(), FileHeadLock.Open(test._folder["head"], test.Department.Origin)), new Ed25519NoteSigner(test.Department.Origin, LogKey), test.Payloads,
            new SequencerOptions { BatchWindow = TimeSpan.Zero }, test.Clock, NullLogger<DepartmentLog>.Instance, TestContext.Current.CancellationToken);
        await test.AddAsync(records);
        return test;
    }

    public async Task<RecordId[]> AddAsync(int records, EntryKind kind = EntryKind.Certificate)
    {
        var added = await Task.WhenAll(Enumerable.Range(0, records).Select(_ => AddOneAsync(kind)));
        return [.. added.Select(entry => entry.Id)];
    }

    /// <summary>Adds a record whose payload and subject were lost, as a rebuilt log has it.</summary>
    public async Task<RecordId> AddLostAsync() => (await AddOneAsync(EntryKind.Certificate, isLost: true)).Id;

    public async Task<Outcome<Appended>> ChangeAsync(
        RecordId id, EntryStatus status, RecordId? successor = null, string? key = null, string reason = "因信息有误") =>
        await Changer.ChangeAsync(
            id, new StatusRequest(status, reason, successor), key ?? NextKey(), "desk-3", TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Keys.Dispose();
        _folder.Dispose();
    }

    private async Task<StoredEntry> AddOneAsync(EntryKind kind, bool isLost = false)
    {
        var key = NextKey();
        var appended = await Log.Sequencer.AppendAsync(new AppendRequest
        {
            Id = RecordId.Create(Clock.GetUtcNow()),
            Kind = kind,
            Commitment = Digest.Sha256(RandomNumberGenerator.GetBytes(32)),
            Type = "https://city.example/vct/anything/1",
            Subject = isLost ? default : Subject,
            KeyHash = Indexes.ForIdempotencyKey(key),
            Fingerprint = Digest.Sha256(System.Text.Encoding.ASCII.GetBytes(key)),
            Payload = isLost ? [] : new byte[] { 1, 2, 3 },
        });
        return appended.Required.Entry;
    }

    private string NextKey() => "k-" + Interlocked.Increment(ref _count);
}
