using System.Text.Json;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Disclosures;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Sharing;
using Ledger.Statuses;
using Ledger.Store.LiteDb;
using Ledger.Tests.Departments;
using Ledger.Tests.Erasing;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;
using Ledger.UseCases;
using Ledger.UseCases.Residents;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>Two departments on one disk, and residents who are signed in.</summary>
internal sealed class ResidentBench : IAsyncDisposable
{
    public const string SignIn = "city-id";

    private readonly TempFolder? _folder;
    private int _count;

    private ResidentBench(TempFolder? folder, HostedDepartments departments, FakeTimeProvider clock)
    {
        _folder = folder;
        Departments = departments;
        Clock = clock;
    }

    public static IMasterKey Master { get; } = TestMaster.FromByte(1);

    public HostedDepartments Departments { get; }

    public HostedDepartment Education => Departments.Find(TestDepartments.Id("education"))!;

    public HostedDepartment Health => Departments.Find(TestDepartments.Id("health"))!;

    public FakeTimeProvider Clock { get; }

    public static PurposeCatalogue Purposes => PurposeCatalogue.Shipped;

    public ListOwnRecords Records => new(Departments, Purposes);

    public ReadOwnRecord Record => new(Departments, Purposes);

    public ListOwnReads Reads => new(Departments, Purposes, Clock);

    public ShareRecord Share => new(Departments, Purposes, ShareLimits.Default, Clock);

    public ListShares Shares => new(Departments, Purposes);

    public EndShare End => new(Departments);

    public OpenShare Opening => new(Departments, Purposes);

    public ComplainAboutRead Complain => new(Departments);

    public ListOwnComplaints Complaints => new(Departments, Purposes);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Resident Of(TestPerson person) => new(person.Identity, SignIn);

    public static Resident First => Of(TestPerson.First);

    public static Resident Second => Of(TestPerson.Second);

    /// <summary>Opens both departments.</summary>
    /// <param name="root">The data directory. Null for a new one that is deleted afterwards.</param>
    /// <param name="wrap">Wraps the stores of the department of education, to let its writes fail.</param>
    /// <param name="now">The time of the clock.</param>
    public static async Task<ResidentBench> OpenAsync(string? root = null, Func<IDepartmentStores, IDepartmentStores>? wrap = null, DateTimeOffset? now = null)
    {
        var folder = root is null ? new TempFolder() : null;
        var path = root ?? folder!.Root;
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
        var departments = new HostedDepartments();
        foreach (var name in new[] { "education", "health" })
        {
            IDepartmentStores stores = new LiteDbDepartmentStores(new DataLayout(path), Master, NullLoggerFactory.Instance);
            stores = name == "education" && wrap is not null ? wrap(stores) : stores;
            var opener = new DepartmentOpener(
                stores, new KeyFiles(Path.Combine(path, "keys"), Master), Master, await TestCatalogue.LoadAsync(), clock, NullLoggerFactory.Instance)
            {
                MayIssue = _ => true,
            };
            try
            {
                departments.Add(await opener.OpenAsync(TestDepartments.Profile(name), new SequencerOptions { BatchWindow = TimeSpan.Zero }, null, Cancel));
            }
            catch
            {
                await departments.DisposeAsync();
                throw;
            }
        }

        return new ResidentBench(folder, departments, clock);
    }

    /// <summary>Issues a record of a person, a minute after the last.</summary>
    public async Task<StoredEntry> IssueAsync(HostedDepartment department, TestPerson person, string example = Examples.StudentStatus)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var number = Interlocked.Increment(ref _count);
        using var request = Examples.Request(example, json =>
        {
            json["key"] = $"{Clock.GetUtcNow():O}-{number}";
            json["department"] = department.Profile.Id.ToString();
            json["subject"] = person.ToSubject();
            json["claims"]!["document_number"] = $"学籍〔2026〕{Clock.GetUtcNow():yyyyMMddHHmmss}{number}号";
            if (example == Examples.StudentStatus)
            {
                json["claims"]!["student_number"] = "G" + person.Number;
            }
        });
        return (await department.Records.AppendAsync(request)).Required.Entry;
    }

    /// <summary>Changes the status of a record.</summary>
    public async Task ChangeAsync(HostedDepartment department, RecordId id, EntryStatus status) => Assert.Null(
        (await department.Statuses.ChangeAsync(id, new StatusRequest(status, "因信息有误", null), $"{id}-{status}", "desk-1", Cancel)).Refusal);

    /// <summary>Reads a record as a clerk.</summary>
    public async Task ReadAsync(HostedDepartment department, RecordId id, string purpose = "case-handling", DateOnly? withheldUntil = null)
    {
        var why = PurposeCatalogue.Shipped.Check(purpose, null, withheldUntil, DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime)).Required;
        var caller = new Caller("desk-1", department.Profile.Id, Role.Issuer);
        Assert.Null((await new ReadRecord(department, caller).ExecuteAsync(id, null, why, Cancel)).Refusal);
    }

    /// <summary>Erases a person in a department.</summary>
    public static async Task EraseAsync(HostedDepartment department, TestPerson person)
    {
        var subject = (await department.Subjects.FindAsync(person.Identity, Cancel))!.Value;
        var asked = (await department.Erasures.AskAsync(subject, Ledger.Erasing.ErasureBasis.Objection, null, ErasureBench.Asker, Cancel)).Required;
        Assert.Null((await department.Erasures.ApproveAsync(asked.Id, ErasureBench.Approver, (_, _) => true, ErasureBench.BackupsGoneBy, Cancel)).Refusal);
    }

    /// <summary>Closes a department as one that cannot be opened.</summary>
    public async Task CloseAsync(HostedDepartment department)
    {
        await department.DisposeAsync();
        Departments.AddDown(new DownDepartment(department.Profile, StoreFaults.Damaged, "its journal"));
    }

    /// <summary>Shares a record.</summary>
    public async Task<MadeShare> ShareAsync(HostedDepartment department, StoredEntry record, params string[] claims) =>
        (await Share.ExecuteAsync(First, Order(department, record, claims), Cancel)).Required;

    public static ShareOrder Order(HostedDepartment department, StoredEntry record, params string[] claims) =>
        new(department.Profile.Id, record.Id, [.. claims.Select(name => ClaimPath.FromSegments(ClaimPathSegment.FromString(name)))], null, ShareWay.Link);

    /// <summary>The disclosures that a department has logged about a person, newest first.</summary>
    public static async Task<List<LoggedDisclosure>> LoggedAsync(HostedDepartment department, TestPerson person)
    {
        var logged = new List<LoggedDisclosure>();
        if (await department.Subjects.FindAsync(person.Identity, Cancel) is { } subject)
        {
            foreach (var entry in await department.Store.ListBySubjectAsync(subject, long.MaxValue, 10_000, Cancel))
            {
                if (entry.Kind is EntryKind.Disclosure && await department.DisclosureDetails.FindAsync(entry, Cancel) is { } disclosure)
                {
                    logged.Add(disclosure);
                }
            }
        }

        return logged;
    }

    /// <summary>The claims that a bundle shows.</summary>
    public static JsonElement ClaimsOf(byte[] bundle) => UseCaseBench.ClaimsOf(bundle).Payload;

    public async ValueTask DisposeAsync()
    {
        await Departments.DisposeAsync();
        _folder?.Dispose();
    }
}
