using System.Security.Cryptography;
using System.Text;
using Ledger.Access;
using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Purposes;
using Ledger.Tests.Issuing;
using Ledger.UseCases;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Tests.UseCases;

/// <summary>Claims are shown only for a purpose, and only after the log has an entry that says so.</summary>
public sealed class LoggedReadTests
{
    private static readonly ClaimPath[] Named = [ClaimPath.FromSegments("name")];
    private static readonly string[] Personal = ["name", "birthdate", "sex", "personal_administrative_number"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WithoutAPurpose_ShowsNoClaimsAndLogsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();

        var read = await new ReadRecord(bench.Department, UseCaseBench.CallerWith(Role.Issuer)).ExecuteAsync(issued.Id, asOf: null, purpose: null, Cancel);

        Assert.Equal((issued.Id, null), (read.Required.Entry.Id, read.Required.Claims));
        Assert.Equal((1, 0), (bench.LogSize, bench.PayloadReads));
    }

    [Fact]
    public async Task Bundle_ByAnIssuerWithoutAPurpose_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        // Even without disclosures it shows some claims, and an issuer can know whose they are.
        Refusals.AssertIs(DisclosureFaults.PurposeMissing, (await FetchAsync(bench, Role.Issuer, (await bench.IssueAsync()).Id, wanted: null, purpose: null)).Refusal);
        Refusals.AssertIs(DisclosureFaults.PurposeMissing, (await FetchAsync(bench, Role.Issuer, (await bench.IssueAsync()).Id, wanted: [], purpose: null)).Refusal);
        Assert.Equal(2, bench.LogSize);
    }

    [Fact]
    public async Task Bundle_ClaimsNamedByAnIssuerWithoutAPurpose_IsRefused()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, Role.Issuer, (await bench.IssueAsync()).Id, Named, purpose: null);

        Refusals.AssertIs(DisclosureFaults.PurposeMissing, fetched.Refusal);
        Assert.Equal(1, bench.LogSize);
    }

    // They get no claims in any case, so they need no purpose.
    [Theory]
    [InlineData(Role.Verifier)]
    [InlineData(Role.Auditor)]
    public async Task Bundle_ClaimsNamedByAnotherRoleWithoutAPurpose_HasNoDisclosures(Role role)
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, role, (await bench.IssueAsync()).Id, Named, purpose: null);

        Assert.Empty(UseCaseBench.ClaimsOf(fetched.Required.Utf8).DisclosedPaths);
    }

    [Fact]
    public async Task Bundle_NoClaimsChosenForAPurpose_LogsWhatTheRecordShowsToEverybody()
    {
        await using var bench = await UseCaseBench.OpenAsync();

        var fetched = await FetchAsync(bench, Role.Issuer, (await bench.IssueAsync()).Id, [], UseCaseBench.Purpose);

        Assert.Empty(UseCaseBench.ClaimsOf(fetched.Required.Utf8).DisclosedPaths);
        Assert.Equal(2, bench.LogSize);
        var names = (await bench.DisclosureAsync(1)).Disclosure.Claims;
        Assert.DoesNotContain("name", names);
        Assert.Contains("date_of_expiry", names);
    }

    [Fact]
    public async Task Read_ForAPurpose_IsDurableInTheLogBeforeItIsShown()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();
        var gate = bench.HoldCommits();

        var reading = bench.ReadAsync(issued.Id).AsTask();
        var fetching = FetchAsync(bench, Role.Issuer, issued.Id, null, UseCaseBench.Purpose).AsTask();
        await gate.Entered;

        Assert.Equal((false, false, 1), (reading.IsCompleted, fetching.IsCompleted, bench.LogSize));
        gate.Open();
        Assert.NotNull((await reading).Required.Claims);
        Assert.Equal(0, UseCaseBench.ClaimsOf((await fetching).Required.Utf8).HiddenCount);
        Assert.Equal(3, bench.LogSize);
    }

    [Fact]
    public async Task Read_AppendThatFails_ShowsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();
        var gate = bench.HoldCommits();

        var reading = bench.ReadAsync(issued.Id).AsTask();
        var fetching = FetchAsync(bench, Role.Issuer, issued.Id, null, UseCaseBench.Purpose).AsTask();
        await gate.Entered;
        gate.Fail();

        Refusals.AssertIs(LogFaults.WriterStopped, (await reading).Refusal);
        Refusals.AssertIs(LogFaults.WriterStopped, (await fetching).Refusal);
        Assert.Equal((null, null), ((await reading).Value, (await fetching).Value));
    }

    [Fact]
    public async Task Read_WriterThatHasStopped_ShowsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();
        bench.Department.Log.Sequencer.State.Stop(LogFaults.DiskFull);

        Refusals.AssertIs(LogFaults.DiskFull, (await bench.ReadAsync(issued.Id)).Refusal);
        Refusals.AssertIs(LogFaults.DiskFull, (await FetchAsync(bench, Role.Issuer, issued.Id, Named, UseCaseBench.Purpose)).Refusal);
        Assert.Null((await FetchAsync(bench, Role.Auditor, issued.Id, null, purpose: null)).Refusal); // It names nobody.
    }

    [Fact]
    public async Task Read_FullQueue_ShowsNothing()
    {
        await using var bench = await UseCaseBench.OpenAsync(queueLength: 1);
        var issued = await bench.IssueAsync();
        var gate = bench.HoldCommits();
        var held = bench.ReadAsync(issued.Id).AsTask();
        await gate.Entered;
        var waiting = bench.ReadAsync(issued.Id).AsTask();

        var read = await bench.ReadAsync(issued.Id);
        var fetched = await FetchAsync(bench, Role.Issuer, issued.Id, null, UseCaseBench.Purpose);

        Refusals.AssertIs(LogFaults.QueueFull, read.Refusal);
        Refusals.AssertIs(LogFaults.QueueFull, fetched.Refusal);
        gate.Open();
        Assert.All([await held, await waiting], shown => Assert.NotNull(shown.Required.Claims));
        Assert.Equal(3, bench.LogSize);
    }

    [Fact]
    public async Task Entry_OfARead_HasAFreshIdAndNamesNeitherRecordNorResident()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueForAsync(TestPerson.First);
        var record = await bench.EntryAsync(issued.Index);

        await bench.ReadAsync(issued.Id);
        await bench.ReadAsync(issued.Id);

        var (first, second) = (await bench.EntryAsync(1), await bench.EntryAsync(2));
        Assert.Equal((EntryKind.Disclosure, EntryKind.Disclosure), (first.Kind, second.Kind));
        Assert.Equal(3, new[] { record.Id, first.Id, second.Id }.Distinct().Count());
        Assert.Equal((issued.Id, issued.Id, record.Subject), (first.About.Record, second.About.Record, first.Subject));
        Assert.True(LogEntry.TryParse(first.Text, out var published));
        Assert.Equal(first.Id.ToString(), published.Id);
        var text = Encoding.UTF8.GetString(first.Text.Span);
        Assert.All([issued.Id.ToString(), record.Subject.ToString(), TestPerson.First.Number, "desk-Issuer", "case-handling"],
            hidden => Assert.DoesNotContain(hidden, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Entry_OfARead_CommitsToItsText()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        await bench.ReadAsync((await bench.IssueAsync()).Id);

        var logged = await bench.DisclosureAsync(1);

        byte[] committed = SHA256.HashData([.. logged.Salt, .. SHA256.HashData(Encoding.UTF8.GetBytes(logged.Text))]);
        Assert.True(LogEntry.TryParse(logged.Entry.Text, out var published));
        Assert.Equal(committed, published.Commitment.ToArray());
        Assert.Equal(32, logged.Salt.Length);
    }

    [Fact]
    public async Task Entry_OfAReadRecord_SaysWhoWhatAndWhy()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var issued = await bench.IssueAsync();
        var until = DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime).AddDays(20);

        var read = (await bench.ReadAsync(issued.Id, UseCaseBench.PurposeOf("fraud-prevention", until))).Required;

        var disclosure = (await bench.DisclosureAsync(1)).Disclosure;
        Assert.Equal(("desk-Issuer", "education", "issuer", DisclosureForm.Claims), (disclosure.By, disclosure.Department, disclosure.Role, disclosure.Form));
        Assert.Equal(("fraud-prevention", 1, LegalBasis.StatutoryDuty, until), (disclosure.Purpose, disclosure.PurposeVersion, disclosure.Basis, disclosure.WithheldUntil));
        Assert.Equal([issued.Id], disclosure.Records);
        Assert.Equal(disclosure.Claims.Order(StringComparer.Ordinal), disclosure.Claims);
        Assert.All(Personal, name => Assert.Contains(name, disclosure.Claims));
        Assert.All(disclosure.Claims, name => Assert.True(read.Claims!.Value.TryGetProperty(name, out _), name));
        Assert.DoesNotContain("iss", disclosure.Claims); // Everybody sees it.
    }

    [Fact]
    public async Task Entry_OfABundle_NamesTheChosenClaimsAndThoseThatTheRecordShowsToEverybody()
    {
        await using var bench = await UseCaseBench.OpenAsync();
        var id = (await bench.IssueAsync()).Id;

        var some = await FetchAsync(bench, Role.Issuer, id, [ClaimPath.FromSegments("sex"), ClaimPath.FromSegments("name")], UseCaseBench.Purpose);
        var all = await FetchAsync(bench, Role.Issuer, id, null, UseCaseBench.Purpose);

        var (chosen, whole) = ((await bench.DisclosureAsync(1)).Disclosure, (await bench.DisclosureAsync(2)).Disclosure);
        Assert.Equal((DisclosureForm.Bundle, DisclosureForm.Bundle), (chosen.Form, whole.Form));
        Assert.Equal(NamesOf(some), chosen.Claims);
        Assert.Equal(NamesOf(all), whole.Claims);
        Assert.All(["name", "sex"], name => Assert.Contains(name, chosen.Claims));
        Assert.True(whole.Claims.Length > chosen.Claims.Length);
        Assert.Equal([id], whole.Records);
    }

    // Everything that the reader of the bundle sees, without the members that every record has.
    private static IEnumerable<string> NamesOf(Outcome<FetchedBundle> fetched) => UseCaseBench.ClaimsOf(fetched.Required.Utf8).Payload.EnumerateObject()
        .Select(member => member.Name)
        .Except(["iss", "vct", "vct#integrity", "iat", "nbf", "exp", "jti", "_sd", "_sd_alg", "issuing_authority", "issuing_country"])
        .Order(StringComparer.Ordinal);

    private static ValueTask<Outcome<FetchedBundle>> FetchAsync(
        UseCaseBench bench, Role role, RecordId id, IReadOnlyList<ClaimPath>? wanted, ReadPurpose? purpose) =>
        new FetchBundle(bench.Department, UseCaseBench.CallerWith(role)).ExecuteAsync(id, wanted, purpose, TimeSpan.Zero, Cancel);
}
