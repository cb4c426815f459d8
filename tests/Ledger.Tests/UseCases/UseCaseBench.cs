using Ledger.Access;
using Ledger.Departments;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Statuses;
using Ledger.Store.LiteDb;
using Ledger.Tests.Anchoring;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;
using Ledger.UseCases;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.UseCases;

/// <summary>A hosted department on a real store, with a fake chain that a test controls, and its callers.</summary>
internal sealed class UseCaseBench : IAsyncDisposable
{
    public const string Reason = "因信息有误";

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

    public long LogSize => Department.Log.Publisher.Published.Head.Size;

    /// <summary>Every role that is not in the list.</summary>
    public static TheoryData<Role> RolesExcept(IReadOnlyList<Role> roles) => [.. Enum.GetValues<Role>().Except(roles)];

    /// <summary>A published purpose with its first legal basis.</summary>
    public static ReadPurpose PurposeOf(string code, DateOnly? withheldUntil = null) =>
        PurposeCatalogue.Shipped.Check(code, null, withheldUntil, withheldUntil?.AddDays(-1) ?? default).Required;

    /// <summary>A caller of the department.</summary>
    public static Caller CallerWith(Role role) => new($"desk-{role}", TestDepartments.Id("education"), role);

    /// <summary>A caller of another department of the same node.</summary>
    public static Caller CallerOfAnotherDepartment(Role role) => new("desk-9", TestDepartments.Id("health"), role);

    public static async Task<UseCaseBench> OpenAsync(FakeChain? chain = null)
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
            TestDepartments.Profile("education"), new SequencerOptions { BatchWindow = TimeSpan.Zero },
            new DepartmentChain(chain, new FakeKey(), TimeSpan.Zero, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
        return new UseCaseBench(folder, stores, department, chain, clock);
    }

    /// <summary>A request for a student status with its own key.</summary>
    public RecordRequest Request(string? key = null) => Examples.Request(Examples.StudentStatus, json =>
    {
        json["key"] = key ?? $"record-{++_count}";
        json["claims"]!["document_number"] = $"学籍〔2026〕{_count}号";
    });

    /// <summary>Issues a record.</summary>
    public async Task<IssuedRecord> IssueAsync()
    {
        using var request = Request();
        return (await new IssueRecord(Department, CallerWith(Role.Issuer)).ExecuteAsync(request, TestContext.Current.CancellationToken)).Required;
    }

    /// <summary>Suspends a record without waiting for the chain.</summary>
    public async Task<ChangedStatus> SuspendAsync(RecordId id) => (await new ChangeStatus(Department, CallerWith(Role.Issuer)).ExecuteAsync(
        id, new StatusRequest(EntryStatus.Suspended, Reason, null), $"status-{++_count}", TimeSpan.Zero, TestContext.Current.CancellationToken)).Required;

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
        await Department.DisposeAsync();
        _folder.Dispose();
    }
}
