using System.Text;
using Ledger.Disclosures;
using Ledger.Tests.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Tests.UseCases.Residents;

/// <summary>Who looked at what is mine, in all departments, with proofs.</summary>
public sealed class ListOwnReadsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_ReadsInTwoDepartments_AreOneListWithHerOwnLooks()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        var two = await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization);
        var other = await bench.IssueAsync(bench.Health, TestPerson.Second, Examples.Immunization);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.ReadAsync(bench.Education, one.Id);
        await bench.ReadAsync(bench.Health, other.Id, "care");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.ReadAsync(bench.Health, two.Id, "care");
        bench.Clock.Advance(TimeSpan.FromMinutes(1));

        var first = (await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required;
        var second = (await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required;

        Assert.Equal(["care", "case-handling"], first.Lines.Select(line => line.Line.Disclosure!.Purpose));
        Assert.Equal(["health", "education"], first.Lines.Select(line => line.Department.Id.ToString()));
        Assert.Equal([DisclosureForm.List, DisclosureForm.List, DisclosureForm.Claims, DisclosureForm.Claims], second.Lines.Select(line => line.Line.Disclosure!.Form));
        Assert.Equal(["resident", "resident", "issuer", "issuer"], second.Lines.Select(line => line.Line.Disclosure!.Role));
        Assert.Null(second.Next);
    }

    // Whoever looks often at her own list must still see who else looked.
    [Fact]
    public async Task Execute_WithoutOwnLooks_ShowsTheOthersBelowAnyNumberOfOwnOnes()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        var two = await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization);
        await bench.ReadAsync(bench.Education, one.Id);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await bench.ReadAsync(bench.Health, two.Id, "care");
        for (var own = 0; own < 130; own++)
        {
            await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel);
        }

        var lines = new List<string>();
        var pages = 0;
        for (string? next = ""; next is not null; pages++)
        {
            var page = (await bench.Reads.ExecuteAsync(ResidentBench.First, next.Length == 0 ? null : next, 20, withOwn: false, Cancel)).Required;
            lines.AddRange(page.Lines.Select(line => $"{line.Line.Disclosure!.Role} {line.Line.Disclosure.Purpose}"));
            next = page.Next;
        }

        Assert.Equal(["issuer care", "issuer case-handling"], lines);
        Assert.InRange(pages, 2, 10);
    }

    [Fact]
    public async Task Execute_EachLine_ProvesItself()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        await bench.ReadAsync(bench.Education, one.Id);

        var line = Assert.Single((await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Lines).Line;

        Assert.True(LogEntry.TryParse(line.Entry.Text, out var logged));
        Assert.Equal(logged.Commitment, Commitment.Compute(line.Committed!.Salt, Encoding.UTF8.GetBytes(line.Committed.Text)));
        Assert.True(SignedNote.TryParse(line.Proof.Proof.Checkpoint, out var note) && note.IsSignedBy(bench.Education.Log.Key));
        Assert.True(Checkpoint.TryParse(note.Text, out var head));
        Assert.True(InclusionProof.Verify(line.Entry.Index, head.Size, TreeHash.Leaf(line.Entry.Text.Span), line.Proof.Proof.Hashes, head.Root));
    }

    [Fact]
    public async Task Execute_WithheldLine_ShowsOnlyTheDayAndTheLaw()
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        var until = DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime).AddDays(2);
        await bench.ReadAsync(bench.Education, one.Id, "fraud-prevention", until);

        var line = Assert.Single((await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Lines).Line;
        Assert.Equal((null, null, until), (line.Disclosure, line.Committed, line.WithheldUntil));
        Assert.NotNull(line.WithheldBy);

        bench.Clock.Advance(TimeSpan.FromDays(2));
        var shown = (await bench.Reads.ExecuteAsync(ResidentBench.First, null, 20, Cancel)).Required.Lines[^1].Line;
        Assert.Equal("fraud-prevention", shown.Disclosure!.Purpose);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Execute_PageByPage_ShowsEachEarlierReadOnce(int size)
    {
        await using var bench = await ResidentBench.OpenAsync();
        var one = await bench.IssueAsync(bench.Education, TestPerson.First);
        var two = await bench.IssueAsync(bench.Health, TestPerson.First, Examples.Immunization);
        for (var i = 0; i < 5; i++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await bench.ReadAsync(bench.Education, one.Id);
            await bench.ReadAsync(bench.Health, two.Id, "care");
        }

        var shown = new List<(string, long)>();
        string? cursor = null;
        do
        {
            var page = (await bench.Reads.ExecuteAsync(ResidentBench.First, cursor, size, Cancel)).Required;
            shown.AddRange(page.Lines.Select(line => (line.Department.Id.ToString(), line.Line.Entry.Index)));
            cursor = page.Next;
        }
        while (cursor is not null);

        // Both departments log at the same times. The name decides, and her looks at the pages come above the first page.
        Assert.Equal([("education", 5), ("health", 5), ("education", 4), ("health", 4), ("education", 3), ("health", 3), ("education", 2), ("health", 2), ("education", 1), ("health", 1)], shown);
    }

    [Fact]
    public async Task Execute_DownOrUnknownOrWrongCursor_IsSaid()
    {
        await using var bench = await ResidentBench.OpenAsync();
        await bench.IssueAsync(bench.Education, TestPerson.First);
        await bench.CloseAsync(bench.Health);

        Refusals.AssertIs(DisclosureFaults.PageUnknown, (await bench.Reads.ExecuteAsync(ResidentBench.First, "", 20, Cancel)).Refusal);
        var unknown = (await bench.Reads.ExecuteAsync(ResidentBench.Second, null, 20, Cancel)).Required;
        Assert.Equal((0, "health"), (unknown.Lines.Count, Assert.Single(unknown.Unread).Department.Id.ToString()));
        Assert.Equal(1, bench.Education.Log.Publisher.Published.Head.Size);
    }
}
