using System.Text;
using Ledger.Departments;
using Ledger.Faults;
using Ledger.Issuing;
using Ledger.Verify.Seals;

namespace Ledger.Cli.Tests.Sampling;

/// <summary>What the sample city makes up must go through the real issuing code.</summary>
public sealed class SampleCityTests(RecordTypes types)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(2026)]
    public void Create_AnySeed_EveryLineIsIssuable(ulong seed)
    {
        var refused = SampleLines.Of(300, seed).Select(types.RefusalOf).OfType<string>().Distinct();

        Assert.Equal("", string.Join(Environment.NewLine, refused));
    }

    [Theory]
    [InlineData("2001-01-01")]
    [InlineData("2024-02-29")]
    [InlineData("2026-08-31")]
    [InlineData("2026-09-01")]
    [InlineData("2026-12-31")]
    public void Create_AnyDate_EveryLineIsIssuable(string asOf)
    {
        var date = DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture);
        var clock = new FixedClock(new DateTimeOffset(date, new TimeOnly(12, 0), TimeSpan.Zero));

        var refused = SampleLines.Of(60, 1, date).Select(line => types.RefusalOf(line, clock)).OfType<string>().Distinct();

        Assert.Equal("", string.Join(Environment.NewLine, refused));
    }

    [Fact]
    public void Create_TwoHundredResidents_EveryTypeOccurs()
    {
        var occurring = SampleLines.Parsed(200, 1).Select(line => (string)line["type"]!).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(types.Catalogue.Types.Select(type => type.Metadata.Vct), occurring);
    }
}

/// <summary>The committed record types, and departments that issue those of their domain.</summary>
public sealed class RecordTypes : IAsyncLifetime
{
    private static readonly Es256Signer Signer = Es256Signer.Generate();

    public RecordTypeCatalogue Catalogue { get; private set; } = null!; // Set in InitializeAsync, before any test.

    public async ValueTask InitializeAsync() => Catalogue = await RecordTypeCatalogue.LoadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Why a line would not be issued and sealed, with its key; null when it would.</summary>
    public string? RefusalOf(string line) => RefusalOf(line, TimeProvider.System);

    /// <summary>The same at the time of a clock: a city of a day to come is issuable on that day.</summary>
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
            vct => Catalogue.TypesOf(department.ToString()).Any(type => type.Metadata.Vct == vct), clock);
        var checkedRecord = issuer.Check(request);
        return checkedRecord.Refusal is { } refusal ? $"{request.Type} {Describe(refusal)}" : SealRefusalOf(checkedRecord.Required);
    }

    private static string? SealRefusalOf(IssuableRecord record)
    {
        var clear = new ClearClaims
        {
            Issuer = "https://ledger.localhost/any", RecordType = record.Type.Metadata.Vct, IssuedAt = record.IssuedAt, RecordId = record.Id.ToString(),
        };
        return new SdJwtIssuer(Signer).TryIssue(record.Claims.Span, record.Type.Metadata.Disclosure, clear, out _, out var refusal)
            ? null
            : $"{record.Type.Metadata.Vct} {refusal}";
    }

    private static string Describe(Refusal refusal) =>
        $"{refusal.Fault.Code} {string.Join("; ", refusal.Violations.Select(violation => $"{violation.Path}: {violation.Message.En}"))}";
}

/// <summary>A clock that stands.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
