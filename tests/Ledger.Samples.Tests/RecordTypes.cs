using System.Text;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Verify.Faults;
using Ledger.Verify.Seals;

namespace Ledger.Samples.Tests;

/// <summary>The published record types, and departments that issue the types of their domain.</summary>
public sealed class RecordTypes : IAsyncLifetime
{
    private static readonly Es256Signer Signer = Es256Signer.Generate();

    public RecordTypeCatalogue Catalogue { get; private set; } = null!; // set in InitializeAsync, before any test

    public async ValueTask InitializeAsync() => Catalogue = await RecordTypeCatalogue.LoadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Returns the reason why a line could not be issued or sealed. Null if it could.</summary>
    public string? RefusalOf(string line) => RefusalOf(line, TimeProvider.System);

    /// <summary>The same at the time that the clock shows, because a sample city of a future date can be issued only then.</summary>
    public string? RefusalOf(string line, TimeProvider clock)
    {
        var read = RecordRequestReader.Read(Encoding.UTF8.GetBytes(line));
        if (read.Refusal is { } unread)
        {
            return Describe(unread);
        }

        using var request = read.Required;
        if (!DepartmentId.TryParse(request.Department, out var department))
        {
            return "no department";
        }

        var issuer = new RecordIssuer(
            new DepartmentProfile(department, new LocalizedText("部门", "Department"), "ledger.localhost"), Catalogue,
            vct => Catalogue.ListTypes(department.ToString()).Any(type => type.Metadata.Vct == vct), clock);
        var checkedRecord = issuer.Check(request);
        return checkedRecord.Refusal is { } refusal ? $"{request.Type} {Describe(refusal)}" : SealRefusalOf(checkedRecord.Required);
    }

    private static string? SealRefusalOf(IssuableRecord record)
    {
        var clear = new ClearClaims
        {
            Issuer = "https://ledger.localhost/any",
            RecordType = record.Type.Metadata.Vct,
            IssuedAt = record.IssuedAt,
            RecordId = record.Id.ToString(),
        };
        return new SdJwtIssuer(Signer).TryIssue(record.Claims.Span, record.Type.Metadata.Disclosure, clear, out _, out var refusal)
            ? null
            : $"{record.Type.Metadata.Vct} {refusal}";
    }

    private static string Describe(Refusal refusal) =>
        $"{refusal.Fault.Code} {string.Join("; ", refusal.Violations.Select(violation => $"{violation.Path}: {violation.Message.En}"))}";
}
