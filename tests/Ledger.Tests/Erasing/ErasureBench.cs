using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Erasing;
using Ledger.Files;
using Ledger.Hosting;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Log;
using Ledger.Purposes;
using Ledger.Store.LiteDb;
using Ledger.Tests.Departments;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;
using Ledger.UseCases;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Erasing;

/// <summary>A department on disk, whose writes can fail, with residents whose data is erased.</summary>
internal sealed class ErasureBench : IAsyncDisposable
{
    public const string Asker = "desk-1";
    public const string Approver = "desk-2";

    public static readonly DateOnly BackupsGoneBy = new(2027, 3, 1);

    private ErasureBench(HostedDepartment department, FakeTimeProvider clock)
    {
        Department = department;
        Clock = clock;
    }

    public static IMasterKey Master { get; } = TestMaster.FromByte(1);

    public HostedDepartment Department { get; }

    public FakeTimeProvider Clock { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the department of a folder.</summary>
    /// <param name="folder">The data directory.</param>
    /// <param name="name">The department.</param>
    /// <param name="wrap">Wraps the stores, to let writes fail. Null does not wrap.</param>
    public static async Task<ErasureBench> OpenAsync(string folder, string name = "education", Func<IDepartmentStores, IDepartmentStores>? wrap = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));
        var stores = new LiteDbDepartmentStores(new DataLayout(folder), Master, NullLoggerFactory.Instance);
        var opener = new DepartmentOpener(
            wrap is null ? stores : wrap(stores), new KeyFiles(Path.Combine(folder, "keys"), Master), Master, await TestCatalogue.LoadAsync(), clock, NullLoggerFactory.Instance)
        {
            MayIssue = _ => true,
        };
        return new ErasureBench(
            await opener.OpenAsync(TestDepartments.Profile(name), new SequencerOptions { BatchWindow = TimeSpan.Zero }, null, Cancel), clock);
    }

    /// <summary>Issues a student status for a pupil.</summary>
    public async Task<StoredEntry> IssueAsync(Pupil pupil, int number) => (await TryIssueAsync(pupil, number)).Required.Entry;

    /// <summary>Issues a student status for a pupil, or returns why not.</summary>
    public async Task<Outcome<Appended>> TryIssueAsync(Pupil pupil, int number)
    {
        using var request = Examples.Request(Examples.StudentStatus, json =>
        {
            json["key"] = $"{pupil}-{number}";
            json["subject"] = new JsonObject { ["idType"] = "passport", ["idNumber"] = pupil.Number, ["name"] = "周小禾", ["birthdate"] = "2015-04-12", ["sex"] = "female" };
            json["claims"]!["document_number"] = pupil.DocumentNumber(number);
        });
        return await Department.Records.AppendAsync(request);
    }

    /// <summary>Reads the claims of a record as an issuer, which logs a disclosure.</summary>
    public async Task<Outcome<VisibleRecord>> ReadAsync(RecordId id) =>
        await new ReadRecord(Department, CallerWith(Role.Issuer)).ExecuteAsync(id, null, Purpose("case-handling"), Cancel);

    /// <summary>The handle of a pupil. Null if the department knows none.</summary>
    public async Task<SubjectHandle?> FindAsync(Pupil pupil) => await Department.Subjects.FindAsync(pupil.Identity, Cancel);

    public async Task<AskedErasure> AskAsync(Pupil pupil) =>
        (await Department.Erasures.AskAsync((await FindAsync(pupil))!.Value, ErasureBasis.ConsentWithdrawn, null, Asker, Cancel)).Required;

    public Task<Outcome<LoggedErasure>> ApproveAsync(RecordId id) => Department.Erasures.ApproveAsync(id, Approver, (_, _) => true, BackupsGoneBy, Cancel);

    public async Task<LoggedErasure> EraseAsync(Pupil pupil) => (await ApproveAsync((await AskAsync(pupil)).Id)).Required;

    /// <summary>All entries about a subject, newest first.</summary>
    public async Task<IReadOnlyList<StoredEntry>> EntriesOfAsync(SubjectHandle subject) =>
        await Department.Store.ListBySubjectAsync(subject, long.MaxValue, 10_000, Cancel);

    public static Caller CallerWith(Role role) => new("desk-9", TestDepartments.Id("education"), role);

    public static ReadPurpose Purpose(string code) => PurposeCatalogue.Shipped.Check(code, null, null, new DateOnly(2026, 12, 1)).Required;

    /// <summary>Copies a data directory, as a crash would leave it.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            try
            {
                using var source = new FileStream(DurableFiles.OpenToCopy(path), FileAccess.Read);
                using var copy = File.Create(target);
                source.CopyTo(copy);
            }
            catch (IOException) when (!File.Exists(path))
            {
                // A partial tile, removed after the answer.
            }
        }
    }

    public ValueTask DisposeAsync() => Department.DisposeAsync();
}

/// <summary>A made-up pupil.</summary>
/// <param name="Number">The passport number.</param>
internal sealed record Pupil(string Number)
{
    public static Pupil Ann { get; } = new("E12345678");

    public static Pupil Ben { get; } = new("E87654321");

    public IdentityNumber Identity => IdentityTypes.Read("passport", Number, new DateOnly(2026, 12, 1), "", "").Required;

    public string DocumentNumber(int number) => $"学籍〔2026〕{Number}-{number}号";

    public override string ToString() => Number;
}
