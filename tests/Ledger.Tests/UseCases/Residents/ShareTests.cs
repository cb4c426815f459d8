using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Sharing;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Tests.Issuing;
using Ledger.UseCases.Residents;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>Sharing a part of a record by a code: what the code shows, until when, and what it never shows.</summary>
public sealed class ShareTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_WithTheCode_ShowsTheChosenClaimsOnly()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        var made = await bench.ShareAsync(bench.Education, record, "name", "student_number");

        var opened = (await bench.Opening.ExecuteAsync(made.Code.Format().ToLowerInvariant(), Cancel)).Required;

        var claims = ResidentBench.ClaimsOf(opened.Bundle);
        Assert.Equal(TestPerson.First.Name, claims.GetProperty("name").GetString());
        Assert.True(claims.TryGetProperty("student_number", out _));
        Assert.False(claims.TryGetProperty("birthdate", out _));
        Assert.False(claims.TryGetProperty("document_number", out _));
        Assert.Equal(("education", record.Id, made.Ends), (opened.Department.Id.ToString(), opened.Entry.Id, opened.Ends));
        Assert.Equal(bench.Clock.GetUtcNow() + ShareLimits.Default.Usual, made.Ends);
        Assert.DoesNotContain(TestPerson.First.Name, opened.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NothingChosen_ShowsWhatTheRecordShowsToEverybody()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var made = await bench.ShareAsync(bench.Education, await bench.IssueAsync(bench.Education, TestPerson.First));

        var claims = ResidentBench.ClaimsOf((await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Required.Bundle);

        Assert.False(claims.TryGetProperty("name", out _));
        Assert.True(claims.TryGetProperty("vct", out _));
    }

    [Fact]
    public async Task ShareAndOpen_AreLinesOfHerList()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        var made = await bench.ShareAsync(bench.Education, record, "name");
        await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel);

        var logged = await ResidentBench.LoggedAsync(bench.Education, TestPerson.First);

        var (opened, shared) = (logged[0].Disclosure, logged[1].Disclosure);
        Assert.Equal((DisclosureForm.Bundle, "share link", "holder", made.Entry.Id), (opened.Form, opened.By, opened.Role, opened.OpenedShare));
        Assert.Equal([record.Id], opened.Records);
        Assert.Contains("name", opened.Claims);
        Assert.DoesNotContain("birthdate", opened.Claims);
        Assert.Equal((DisclosureForm.Share, "resident", made.Ends, ShareWay.Link), (shared.Form, shared.Role, shared.Share!.Ends, shared.Share.Way));
        Assert.Equal(["[\"name\"]"], shared.Share.Paths.Select(path => path.ToString()));
        Assert.DoesNotContain(made.Code.Symbols, logged[1].Text, StringComparison.Ordinal); // Only its keyed hash.
        Assert.Equal(made.Entry.Id, logged[1].Entry.Id);
    }

    [Fact]
    public async Task Open_NotLogged_ShowsNothing()
    {
        using var folder = new TempFolder();
        ShareCode code;
        await using (var filled = await ResidentBench.OpenAsync(folder.Root))
        {
            code = (await filled.ShareAsync(filled.Education, await filled.IssueAsync(filled.Education, TestPerson.First), "name")).Code;
        }

        for (var (failAt, hasFailed) = (0, true); hasFailed; failAt++)
        {
            using var copy = new TempFolder();
            Erasing.ErasureBench.Copy(folder.Root, copy.Root);
            var failpoint = new Log.Failpoint(failAt, Log.Reached.Nothing);
            try
            {
                await using var bench = await ResidentBench.OpenAsync(copy.Root, stores => new Erasing.FailingStores(stores, failpoint));
                var opened = await bench.Opening.ExecuteAsync(code.Symbols, Cancel);
                hasFailed = failpoint.HasFailed;
                Assert.Equal(hasFailed, opened.Refusal is not null);
            }
            catch (IOException) when (failpoint.HasFailed)
            {
                // The start failed.
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD-EFGH-JKMN")]
    public async Task Open_Mistyped_IsSaidBeforeAnythingIsLookedUp(string? typed)
    {
        await using var bench = await ResidentBench.OpenAsync();
        await bench.CloseAsync(bench.Health); // A look-up would say that it cannot be decided.

        Refusals.AssertIs(SharingFaults.CodeMistyped, (await bench.Opening.ExecuteAsync(typed, Cancel)).Refusal);
    }

    [Fact]
    public async Task Open_UnknownEndedExpiredOrErased_IsRefusedInOneWay()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        var (ended, expired, erased) = (await bench.ShareAsync(bench.Education, record, "name"), await bench.ShareAsync(bench.Education, record, "name"), await ShareLongAsync(bench, record));
        Assert.Null((await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, ended.Entry.Id, Cancel)).Refusal);
        var size = bench.Education.Log.Publisher.Published.Head.Size;

        await AssertNotOpenAsync(bench, ShareCode.Create());
        await AssertNotOpenAsync(bench, ended.Code);
        bench.Clock.Advance(ShareLimits.Default.Usual - TimeSpan.FromMilliseconds(1));
        Assert.Null((await bench.Opening.ExecuteAsync(expired.Code.Symbols, Cancel)).Refusal);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await AssertNotOpenAsync(bench, expired.Code);
        Assert.Equal(size + 1, bench.Education.Log.Publisher.Published.Head.Size); // The one that was opened.
        await ResidentBench.EraseAsync(bench.Education, TestPerson.First);
        await AssertNotOpenAsync(bench, erased.Code);
        await AssertNotOpenAsync(bench, ended.Code);
    }

    [Fact]
    public async Task Open_DepartmentThatIsDown_IsNotSaidToBeUnknown()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var made = await bench.ShareAsync(bench.Education, await bench.IssueAsync(bench.Education, TestPerson.First), "name");
        await bench.CloseAsync(bench.Health);
        Assert.Null((await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal); // The other one is not needed.
        await bench.CloseAsync(bench.Education);

        Refusals.AssertIs(SharingFaults.NotChecked, (await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal);
    }

    [Fact]
    public async Task Open_RevokedRecord_IsServed()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        var made = await bench.ShareAsync(bench.Education, record, "name");
        await bench.ChangeAsync(bench.Education, record.Id, EntryStatus.Revoked);

        Assert.Null((await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal);
    }

    [Fact]
    public async Task Open_ClockSetBackBehindTheLog_DoesNotOpenWhatRanOut()
    {
        using var folder = new TempFolder();
        ShareCode code;
        await using (var bench = await ResidentBench.OpenAsync(folder.Root))
        {
            var record = await bench.IssueAsync(bench.Education, TestPerson.First);
            code = (await bench.ShareAsync(bench.Education, record, "name")).Code;
            bench.Clock.Advance(ShareLimits.Default.Usual);
            await bench.ReadAsync(bench.Education, record.Id); // The log knows this time.
        }

        await using var earlier = await ResidentBench.OpenAsync(folder.Root);
        await AssertNotOpenAsync(earlier, code);
    }

    [Fact]
    public async Task Restart_KeepsOpenOnesOpenAndEndedOnesEnded()
    {
        using var folder = new TempFolder();
        MadeShare open, ended;
        DateTimeOffset now;
        await using (var bench = await ResidentBench.OpenAsync(folder.Root))
        {
            var record = await bench.IssueAsync(bench.Education, TestPerson.First);
            (open, ended) = (await bench.ShareAsync(bench.Education, record, "name"), await bench.ShareAsync(bench.Education, record, "name"));
            await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, ended.Entry.Id, Cancel);
            now = bench.Clock.GetUtcNow();
        }

        await using (var again = await ResidentBench.OpenAsync(folder.Root, now: now))
        {
            Assert.Null((await again.Opening.ExecuteAsync(open.Code.Symbols, Cancel)).Refusal);
            await AssertNotOpenAsync(again, ended.Code);
            Assert.Equal([ShareState.Ended, ShareState.Open], (await again.Shares.ExecuteAsync(ResidentBench.First, Cancel)).Shares.Select(one => one.Share.State));
        }

        await using var later = await ResidentBench.OpenAsync(folder.Root, now: open.Ends);
        await AssertNotOpenAsync(later, open.Code);
        Assert.Empty((await later.Shares.ExecuteAsync(ResidentBench.First, Cancel)).Shares); // Run out, so forgotten at the start.
        Assert.Equal("ledger shares 1\n", await File.ReadAllTextAsync(Path.Combine(folder.Root, "departments", "education", "shares.list"), Cancel));
    }

    [Fact]
    public async Task Restart_WithoutTheFile_ClosesAllAndOpensNone()
    {
        using var folder = new TempFolder();
        MadeShare made;
        await using (var bench = await ResidentBench.OpenAsync(folder.Root))
        {
            made = await bench.ShareAsync(bench.Education, await bench.IssueAsync(bench.Education, TestPerson.First), "name");
        }

        File.Delete(Path.Combine(folder.Root, "departments", "education", "shares.list"));
        await using var again = await ResidentBench.OpenAsync(folder.Root);

        await AssertNotOpenAsync(again, made.Code);
        var ended = (await again.End.ExecuteAsync(ResidentBench.First, again.Education.Profile.Id, made.Entry.Id, Cancel)).Required;
        Assert.Equal(ShareState.Ended, ended.State);
    }

    [Fact]
    public async Task List_SharesOfTwoDepartments_AreThereNewestFirstWithTheirTerms()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.ShareAsync(bench.Education, await bench.IssueAsync(bench.Education, TestPerson.First), "name");
        var two = await bench.ShareAsync(bench.Health, await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization), "doses");

        var listed = (await bench.Shares.ExecuteAsync(ResidentBench.First, Cancel)).Shares;

        Assert.Equal([two.Entry.Id, one.Entry.Id], listed.Select(own => own.Share.Entry.Id));
        Assert.Equal(["https://city.example/vct/immunization/1", "https://city.example/vct/student-status/1"], listed.Select(own => own.Type));
        Assert.Equal([ShareState.Open, ShareState.Open], listed.Select(own => own.Share.State));
        Assert.Empty((await bench.Shares.ExecuteAsync(ResidentBench.Second, Cancel)).Shares);
        Assert.Equal(DisclosureForm.List, (await ResidentBench.LoggedAsync(bench.Health, TestPerson.First))[0].Disclosure.Form);
    }

    [Fact]
    public async Task End_WhatIsNotHers_IsRefusedInOneWay()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        await bench.IssueAsync(bench.Education, TestPerson.Second);
        var made = await bench.ShareAsync(bench.Education, record, "name");

        await AssertNotFoundAsync(ResidentBench.Second, "education", made.Entry.Id);
        await AssertNotFoundAsync(ResidentBench.First, "education", record.Id);
        await AssertNotFoundAsync(ResidentBench.First, "education", RecordId.Create(bench.Clock.GetUtcNow()));
        await AssertNotFoundAsync(ResidentBench.First, "health", made.Entry.Id);
        await AssertNotFoundAsync(ResidentBench.First, "nowhere", made.Entry.Id);
        Assert.Null((await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal);
        var first = (await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, made.Entry.Id, Cancel)).Required;
        bench.Clock.Advance(TimeSpan.FromHours(1));
        var repeat = (await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, made.Entry.Id, Cancel)).Required;
        Assert.Equal((ShareState.Ended, first.EndedAt), (repeat.State, repeat.EndedAt));

        async Task AssertNotFoundAsync(Resident resident, string department, RecordId id) =>
            Refusals.AssertIs(SharingFaults.NotFound, (await bench.End.ExecuteAsync(resident, TestDepartments.Id(department), id, Cancel)).Refusal);
    }

    [Fact]
    public async Task Share_WhatIsNotPossible_IsRefusedAndLogsNothing()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var (own, other) = (await bench.IssueAsync(bench.Education, TestPerson.First), await bench.IssueAsync(bench.Education, TestPerson.Second));
        var order = ResidentBench.Order(bench.Education, own, "name");
        var now = bench.Clock.GetUtcNow();

        await AssertRefusedAsync(SharingFaults.EndNotPermitted, order with { Ends = now }, "/ends");
        await AssertRefusedAsync(SharingFaults.EndNotPermitted, order with { Ends = now + ShareLimits.Default.Longest + TimeSpan.FromTicks(1) }, "/ends");
        await AssertRefusedAsync(ProvingFaults.RecordNotFound, order with { Record = other.Id });
        await AssertRefusedAsync(ProvingFaults.RecordNotFound, order with { Department = TestDepartments.Id("health") });
        await AssertRefusedAsync(ProvingFaults.RecordNotFound, order with { Department = TestDepartments.Id("nowhere") });
        await AssertRefusedAsync(ProvingFaults.ClaimUnknown, ResidentBench.Order(bench.Education, own, "name", "shoe_size"), "[\"shoe_size\"]");
        Assert.Equal(2, bench.Education.Log.Publisher.Published.Head.Size);
        Assert.Null((await bench.Share.ExecuteAsync(ResidentBench.First, order with { Ends = now + ShareLimits.Default.Longest }, Cancel)).Refusal);

        async Task AssertRefusedAsync(Fault fault, ShareOrder wrong, params string[] places) =>
            Refusals.AssertIs(fault, (await bench.Share.ExecuteAsync(ResidentBench.First, wrong, Cancel)).Refusal, places);
    }

    [Fact]
    public async Task Share_MoreThanTheMost_IsRefusedUntilOneIsEnded()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        MadeShare? last = null;
        for (var i = 0; i < ShareDesk.MostOpen; i++)
        {
            last = await bench.ShareAsync(bench.Education, record);
        }

        Refusals.AssertIs(SharingFaults.TooMany, (await bench.Share.ExecuteAsync(ResidentBench.First, ResidentBench.Order(bench.Education, record), Cancel)).Refusal);
        await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, last!.Entry.Id, Cancel);
        Assert.Null((await bench.Share.ExecuteAsync(ResidentBench.First, ResidentBench.Order(bench.Education, record), Cancel)).Refusal);
    }

    // A part of a claim brings what contains it along, but nothing beside it. What is shown is what the list of who looked says.
    [Theory]
    [InlineData(Examples.ElderAllowance)]
    [InlineData(Examples.StudentStatus)]
    [InlineData(Examples.Immunization)]
    [InlineData(Examples.Unemployment)]
    public async Task Prove_AnyOneClaim_ShowsNothingBesideIt(string example)
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Health, TestPerson.First, example);
        var own = (await bench.Record.ExecuteAsync(ResidentBench.First, bench.Health.Profile.Id, record.Id, Cancel)).Required;
        Assert.NotEmpty(own.Selectable);

        foreach (var path in own.Selectable)
        {
            var proven = (await bench.Health.Prover.ProveAsync(record.Id, [path], Cancel)).Required;

            Assert.All(proven.Disclosed, shown => Assert.True(shown.Contains(path) || path.Contains(shown), $"{shown} beside {path}"));
            Assert.Equal(proven.Disclosed.Length, UseCaseBench.ClaimsOf(proven.Utf8).DisclosedPaths.Length);
        }
    }

    // Otherwise a script could make and end shares for ever, and each stays in memory until its end.
    [Fact]
    public async Task Share_MadeAndEndedAgainAndAgain_IsRefusedUntilTheirEndsHavePassed()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        for (var i = 0; i < ShareDesk.MostKept; i++)
        {
            var made = await bench.ShareAsync(bench.Education, record);
            await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, made.Entry.Id, Cancel);
        }

        var order = ResidentBench.Order(bench.Education, record);
        Refusals.AssertIs(SharingFaults.TooMany, (await bench.Share.ExecuteAsync(ResidentBench.First, order, Cancel)).Refusal);
        bench.Clock.Advance(ShareLimits.Default.Longest);
        Assert.Null((await bench.Share.ExecuteAsync(ResidentBench.First, order, Cancel)).Refusal);
    }

    // Each opening is a line of her list. Whoever has a code could bury every other line.
    [Fact]
    public async Task Open_AgainAndAgain_IsRefusedAndLogsNoMoreUntilTheWindowHasPassed()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var record = await bench.IssueAsync(bench.Education, TestPerson.First);
        var (made, other) = (await bench.ShareAsync(bench.Education, record, "name"), await bench.ShareAsync(bench.Education, record, "name"));
        var opened = 0;
        for (var minute = 0; minute < 30; minute++)
        {
            for (var i = 0; i < OpeningLimit.MostInAMinute + 5; i++)
            {
                var refusal = (await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal;
                opened += refusal is null ? 1 : 0;
                Assert.True(refusal is null || refusal.Fault == SharingFaults.OpenedTooOften);
            }

            Assert.Equal(Math.Min((minute + 1) * OpeningLimit.MostInAMinute, OpeningLimit.MostInADay), opened);
            bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var logged = (await ResidentBench.LoggedAsync(bench.Education, TestPerson.First)).Count(line => line.Disclosure.Role == Disclosure.HolderRole);
        Assert.Equal(OpeningLimit.MostInADay, logged);
        Assert.Null((await bench.Opening.ExecuteAsync(other.Code.Symbols, Cancel)).Refusal);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal);
    }

    [Fact]
    public async Task EndWhileMany_Open_NobodyOpensItAfterItReturned()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var made = await bench.ShareAsync(bench.Education, await bench.IssueAsync(bench.Education, TestPerson.First), "name");
        var opening = Enumerable.Range(0, 4).Select(_ => OpenUntilRefusedAsync()).ToList();
        await bench.End.ExecuteAsync(ResidentBench.First, bench.Education.Profile.Id, made.Entry.Id, Cancel);
        await AssertNotOpenAsync(bench, made.Code);
        var opened = (await Task.WhenAll(opening)).Sum();

        // Each opening was logged; some may be logged that showed nothing.
        Assert.InRange(opened, 0, (await ResidentBench.LoggedAsync(bench.Education, TestPerson.First)).Count - 1);

        async Task<int> OpenUntilRefusedAsync()
        {
            for (var count = 0; ; count++)
            {
                await Task.Yield();
                if ((await bench.Opening.ExecuteAsync(made.Code.Symbols, Cancel)).Refusal is { } refusal && refusal.Fault != SharingFaults.OpenedTooOften)
                {
                    Refusals.AssertIs(SharingFaults.NotOpen, refusal);
                    return count;
                }
            }
        }
    }

    private static async Task<MadeShare> ShareLongAsync(ResidentBench bench, StoredEntry record) => (await bench.Share.ExecuteAsync(
        ResidentBench.First, ResidentBench.Order(bench.Education, record, "name") with { Ends = bench.Clock.GetUtcNow() + ShareLimits.Default.Longest, Way = ShareWay.Paper }, Cancel)).Required;

    private static async Task AssertNotOpenAsync(ResidentBench bench, ShareCode code) =>
        Refusals.AssertIs(SharingFaults.NotOpen, (await bench.Opening.ExecuteAsync(code.Symbols, Cancel)).Refusal);
}
