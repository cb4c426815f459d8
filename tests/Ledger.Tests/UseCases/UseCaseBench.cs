using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Erasing;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Proving;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Store.LiteDb;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;
using Ledger.Tests.Log;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Seals;
using Ledger.Verify.Trees;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.UseCases;

/// <summary>A hosted department on a real store, with a fake chain that a test controls, and its callers.</summary>
internal sealed class UseCaseBench : IAsyncDisposable
{
    public const string Reason = "因信息有误";

    public const string Law = "Decision 7 of 2027";

    public static readonly DateOnly BackupsGoneBy = new(2027, 2, 19);

    /// <summary>A purpose for which an issuer may see claims.</summary>
    public static ReadPurpose Purpose { get; } = PurposeOf("case-handling");

    private readonly TempFolder _folder;
    private readonly CountingStores _stores;
    private int _count;

    private UseCaseBench(TempFolder folder, CountingStores stores, HostedDepartment department, FakeChain chain, FakeTimeProvider clock)
    {
        _folder = folder;
        _stores = stores;
        Department = department;
        Chain = chain;
        Clock = clock;
    }

    public HostedDepartment Department { get; }

    public FakeChain Chain { get; }

    public FakeTimeProvider Clock { get; }

    public int PayloadReads => _stores.PayloadReads;

    public int SubjectLookups => _stores.SubjectLookups;

    public long LogSize => Department.Log.Publisher.Published.Head.Size;

    /// <summary>Every role that is not in the list.</summary>
    public static TheoryData<Role> RolesExcept(IReadOnlyList<Role> roles) => [.. Enum.GetValues<Role>().Except(roles)];

    /// <summary>A published purpose with its first legal basis.</summary>
    public static ReadPurpose PurposeOf(string code, DateOnly? withheldUntil = null) =>
        PurposeCatalogue.Shipped.Check(code, null, withheldUntil, withheldUntil?.AddDays(-1) ?? default).Required;

    /// <summary>A caller of the department.</summary>
    public static Caller CallerWith(Role role) => new($"desk-{role}", TestDepartments.Id("education"), role);

    /// <summary>An operator of the department who is not the one of <see cref="CallerWith"/>.</summary>
    public static Caller SecondOperator { get; } = new("desk-2", TestDepartments.Id("education"), Role.Operator);

    /// <summary>A caller of another department of the same node.</summary>
    public static Caller CallerOfAnotherDepartment(Role role) => new("desk-9", TestDepartments.Id("health"), role);

    public static async Task<UseCaseBench> OpenAsync(FakeChain? chain = null, int queueLength = 4096)
    {
        var folder = new TempFolder();
        chain ??= new FakeChain { MinesAtOnce = true, Contracts = ChainAddress.TryParse("0x" + new string('7', 40), out var contracts) ? contracts : default };
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1_800_000_000)); // The time of the chain's first block.
        var stores = new CountingStores(new LiteDbDepartmentStores(new DataLayout(folder.Root), TestMaster.FromByte(1), NullLoggerFactory.Instance));
        var opener = new DepartmentOpener(
            stores, new KeyFiles(folder["keys"], TestMaster.FromByte(1)), TestMaster.FromByte(1), await TestCatalogue.LoadAsync(), clock, NullLoggerFactory.Instance)
        {
            MayIssue = _ => true,
        };
        var department = await opener.OpenAsync(
            TestDepartments.Profile("education"), new SequencerOptions { BatchWindow = TimeSpan.Zero, QueueLength = queueLength },
            new DepartmentChain(chain, new FakeKey(), TimeSpan.Zero, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        return new UseCaseBench(folder, stores, department, chain, clock);
    }

    /// <summary>A request for a student status with its own key.</summary>
    public RecordRequest Request(string? key = null) => Examples.Request(Examples.StudentStatus, json =>
    {
        json["key"] = key ?? $"record-{Interlocked.Increment(ref _count)}";
        json["claims"]!["document_number"] = $"学籍〔2026〕{_count}号";
    });

    /// <summary>A request for a record of a person with its own key and document number. The type is one of the examples.</summary>
    public RecordRequest RequestFor(TestPerson person, string example = Examples.StudentStatus, Action<JsonObject>? change = null) => Examples.Request(example, json =>
    {
        var number = Interlocked.Increment(ref _count);
        json["key"] = $"record-{number}";
        json["department"] = "education";
        json["subject"] = person.ToSubject();
        json["claims"]!["document_number"] = $"学籍〔2026〕{number}号";
        if (example == Examples.StudentStatus)
        {
            json["claims"]!["student_number"] = "G" + person.Number;
        }

        change?.Invoke(json);
    });

    /// <summary>Issues a record.</summary>
    public async Task<IssuedRecord> IssueAsync()
    {
        using var request = Request();
        return (await IssueAsync(request)).Required;
    }

    /// <summary>Issues a record of a person.</summary>
    public async Task<IssuedRecord> IssueForAsync(TestPerson person, string example = Examples.StudentStatus, Action<JsonObject>? change = null)
    {
        using var request = RequestFor(person, example, change);
        return (await IssueAsync(request)).Required;
    }

    /// <summary>Sends a request as an issuer.</summary>
    public ValueTask<Outcome<IssuedRecord>> IssueAsync(RecordRequest request) =>
        new IssueRecord(Department, CallerWith(Role.Issuer)).ExecuteAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Reads the claims of a record as an issuer, which is logged.</summary>
    public ValueTask<Outcome<VisibleRecord>> ReadAsync(RecordId id, ReadPurpose? purpose = null) =>
        new ReadRecord(Department, CallerWith(Role.Issuer)).ExecuteAsync(id, asOf: null, purpose ?? Purpose, TestContext.Current.CancellationToken);

    /// <summary>Asks for the erasure of a person as one operator.</summary>
    public ValueTask<Outcome<AskedErasure>> AskErasureAsync(TestPerson person, Caller? caller = null) =>
        new AskErasure(Department, caller ?? CallerWith(Role.Operator)).ExecuteAsync(
            new ErasureRequest(person.Identity, ErasureBasis.PurposeEnded, Law), TestContext.Current.CancellationToken);

    /// <summary>Approves an erasure as the second operator.</summary>
    public ValueTask<Outcome<ProvenErasure>> ApproveAsync(RecordId id, Caller? caller = null) =>
        new ApproveErasure(Department, caller ?? SecondOperator).ExecuteAsync(id, (_, _) => true, BackupsGoneBy, TestContext.Current.CancellationToken);

    /// <summary>Erases a person, with two operators.</summary>
    public async Task<ProvenErasure> EraseAsync(TestPerson person) => (await ApproveAsync((await AskErasureAsync(person)).Required.Id)).Required;

    /// <summary>The entry at an index.</summary>
    public async Task<StoredEntry> EntryAsync(long index) =>
        await Department.Store.FindAsync(index, TestContext.Current.CancellationToken) ?? throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>What the log keeps of the read at an index.</summary>
    public async Task<LoggedDisclosure> DisclosureAsync(long index) =>
        await Department.DisclosureDetails.FindAsync(await EntryAsync(index), TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException($"Entry {index} has no content.");

    /// <summary>Holds every commit from now on, until the gate is opened.</summary>
    public CommitGate HoldCommits() => _stores.Gate = new CommitGate();

    /// <summary>Runs a step once, when the next record got the key of its subject and is not sealed yet.</summary>
    public void BeforeNextSeal(Func<Task> step) => _stores.AfterSubject = () =>
    {
        _stores.AfterSubject = null;
        return step();
    };

    /// <summary>Asserts that the log has an entry and that the proof leads from it to a head that the department signed.</summary>
    public void AssertProves(StoredEntry entry, EntryProof proof)
    {
        Assert.Equal(entry.Index, proof.Proof.Index);
        Assert.True(SignedNote.TryParse(proof.Proof.Checkpoint, out var note) && note.IsSignedBy(Department.Log.Key));
        Assert.True(Checkpoint.TryParse(note.Text, out var head));
        Assert.True(InclusionProof.Verify(entry.Index, head.Size, TreeHash.Leaf(entry.Text.Span), proof.Proof.Hashes, head.Root));
    }

    /// <summary>Suspends a record without waiting for the chain.</summary>
    public async Task<ChangedStatus> SuspendAsync(RecordId id) => (await new ChangeStatus(Department, CallerWith(Role.Issuer)).ExecuteAsync(
        id, new StatusRequest(EntryStatus.Suspended, Reason, null), $"status-{Interlocked.Increment(ref _count)}", TimeSpan.Zero, TestContext.Current.CancellationToken)).Required;

    /// <summary>Runs something that waits for the chain, and reconciles until it is done.</summary>
    public async Task<T> WhileReconcilingAsync<T>(ValueTask<T> waiting)
    {
        var task = waiting.AsTask();
        while (!task.IsCompleted)
        {
            await Department.Chain.TryReconcileAsync(TestContext.Current.CancellationToken);
            await Task.Yield();
        }

        return await task;
    }

    /// <summary>The claims that a bundle shows.</summary>
    public static SdJwtClaims ClaimsOf(byte[] bundle)
    {
        Assert.True(RecordBundle.TryRead(bundle, out var read, out _));
        Assert.True(SdJwt.TryParse(read.Record, out var sdJwt, out _));
        Assert.True(sdJwt.TryDisclose(out var claims, out _));
        return claims;
    }

    public async ValueTask DisposeAsync()
    {
        _stores.Gate?.Open(); // A test that failed may still hold the writer.
        await Department.DisposeAsync();
        _folder.Dispose();
    }
}
