using System.Text.Json.Nodes;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Keys;
using Ledger.Sealing;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.Tests.Keys;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;
using Microsoft.Extensions.Time.Testing;

namespace Ledger.Tests.Sealing;

/// <summary>The first two steps of one department, with real keys in a folder.</summary>
internal sealed class SealingBench : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    public SealingBench(string department = "education")
    {
        Department = TestDepartments.Profile(department);
        Keys = FileSubjectKeys.Open(_folder["subjects.slots"], Master);
        Box = new PayloadBox(Department.Id, Keys);
        Sealer = new RecordSealer(Department, Signer, Box, Indexes);
    }

    public static FileMasterKey Master { get; } = TestMaster.FromByte(1);

    public DepartmentProfile Department { get; }

    public Es256Signer Signer { get; } = Es256Signer.Generate();

    public FileSubjectKeys Keys { get; }

    public PayloadBox Box { get; }

    public BlindIndexes Indexes { get; } = new(Master);

    public RecordSealer Sealer { get; }

    /// <summary>An example after the first step.</summary>
    public async Task<IssuableRecord> IssueAsync(string example, Action<JsonObject>? change = null) =>
        Issue(Examples.Request(example, change), await TestCatalogue.LoadAsync());

    public IssuableRecord Issue(RecordRequest request, RecordTypeCatalogue catalogue) =>
        new RecordIssuer(Department, catalogue, _ => true, new FakeTimeProvider(Now)).Check(request).Required;

    /// <summary>The payload of a sealed record, decrypted.</summary>
    public async Task<Payload> OpenAsync(SealedRecord record) =>
        (await Box.OpenAsync(record.Id, record.Subject, record.Payload, TestContext.Current.CancellationToken)).Payload;

    /// <summary>What the sealer makes of a record.</summary>
    public async Task<Outcome<SealedRecord>> SealAsync(IssuableRecord record) => await Sealer.SealAsync(record, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Keys.Dispose();
        Signer.Dispose();
        _folder.Dispose();
    }
}
