using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Tests.Departments;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>One record of mine; those of others do not exist for me.</summary>
public sealed class ReadOwnRecordTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_OwnRecord_ShowsEverythingWithItsHistory()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var entry = await bench.IssueAsync(bench.Education, TestPerson.First);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.ChangeAsync(bench.Education, entry.Id, EntryStatus.Suspended);

        var record = (await bench.Record.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, entry.Id, Cancel)).Required;

        Assert.Equal(TestPerson.First.Name, record.Claims.GetProperty("name").GetString());
        Assert.Equal((EntryStatus.Suspended, bench.Clock.GetUtcNow()), (record.Status, record.StatusSince));
        Assert.Equal([EntryKind.Certificate, EntryKind.Status], record.History.Select(happened => happened.Event.Entry.Kind));
        Assert.Equal("因信息有误", record.History[1].Details!.Reason); // It is about her.
        Assert.Equal(entry.Index, record.History[0].Event.Proof.Proof.Index);
        Assert.NotNull(record.Labels);
        Assert.Contains(record.Selectable, path => path.ToString() == "[\"name\"]");
        Assert.Contains("Zh", record.Department.Name.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestPerson.First.Name, record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_Look_IsLoggedWithTheNamesOfTheClaims()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var entry = await bench.IssueAsync(bench.Education, TestPerson.First);

        await bench.Record.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, entry.Id, Cancel);

        var look = Assert.Single(await ResidentBench.LoggedAsync(bench.Education, TestPerson.First));
        Assert.Equal((DisclosureForm.Claims, "resident", entry.Id), (look.Disclosure.Form, look.Disclosure.Role, look.Disclosure.Records.Single()));
        Assert.Equal(entry.Id, look.Entry.About.Record);
        Assert.Contains("student_number", look.Disclosure.Claims);
    }

    [Fact]
    public async Task Execute_WhatIsNotHers_IsRefusedInOneWay()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var own = await bench.IssueAsync(bench.Education, TestPerson.First);
        var other = await bench.IssueAsync(bench.Education, TestPerson.Second);
        await bench.IssueAsync(bench.Health, TestPerson.Second, Examples.Immunization);
        await bench.ReadAsync(bench.Education, own.Id);
        var disclosure = (await ResidentBench.LoggedAsync(bench.Education, TestPerson.First))[0].Entry;

        await AssertUnknownAsync(bench, "education", other.Id); // Another person's.
        await AssertUnknownAsync(bench, "education", RecordId.Create(bench.Clock.GetUtcNow())); // Nobody's.
        await AssertUnknownAsync(bench, "education", disclosure.Id); // Hers, and no record.
        await AssertUnknownAsync(bench, "health", own.Id); // A department that does not know her.
        await AssertUnknownAsync(bench, "nowhere", own.Id); // No department.
        Assert.Single(await ResidentBench.LoggedAsync(bench.Education, TestPerson.First)); // Nothing was shown, so nothing was logged.
        Assert.Empty(await ResidentBench.LoggedAsync(bench.Education, TestPerson.Second));
    }

    [Fact]
    public async Task Execute_DepartmentThatIsDown_SaysSo()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var own = await bench.IssueAsync(bench.Education, TestPerson.First);
        await bench.CloseAsync(bench.Education);

        var read = await bench.Record.ExecuteAsync(ResidentBench.First, TestDepartments.Id("education"), own.Id, Cancel);

        Refusals.AssertIs(LogFaults.DepartmentDown, read.Refusal);
    }

    [Fact]
    public async Task Execute_AfterHerErasure_IsUnknown()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var own = await bench.IssueAsync(bench.Education, TestPerson.First);
        await ResidentBench.EraseAsync(bench.Education, TestPerson.First);

        await AssertUnknownAsync(bench, "education", own.Id);
        await bench.IssueAsync(bench.Education, TestPerson.First); // She is known again, by another handle.
        await AssertUnknownAsync(bench, "education", own.Id);
    }

    private static async Task AssertUnknownAsync(ResidentBench bench, string department, RecordId id) => Refusals.AssertIs(
        ProvingFaults.RecordNotFound, (await bench.Record.ExecuteAsync(ResidentBench.First, TestDepartments.Id(department), id, Cancel)).Refusal);
}
