using Ledger.Keys;

namespace Ledger.Store.Contract;

/// <summary>The lists of entries by subject, and by the record or consent that they are about.</summary>
public abstract partial class LogStoreContract
{
    [Theory, InlineData(1), InlineData(3), InlineData(100)]
    public async Task Lists_PageByPage_ReturnEveryEntryOnceNewestFirst(int limit)
    {
        await using var store = await OpenAsync();
        await store.AppendSubjectsAsync(70);

        await store.CheckListsAsync(70, limit);
    }

    [Fact]
    public async Task Lists_AfterReopening_AreTheSameAndGrow()
    {
        await using (var first = await OpenAsync())
        {
            await first.AppendSubjectsAsync(30);
        }

        await using var store = await OpenAsync();
        await store.CheckListsAsync(30, 4);
        await store.AppendSubjectsAsync(30);
        await store.CheckListsAsync(60, 4);
    }

    [Fact]
    public async Task ListBySubject_ErasedSubject_HasItsErasure()
    {
        await using var store = await OpenAsync();
        await store.AppendSubjectsAsync(10);
        var erasure = SubjectEntries.Entry(8).Entry;

        var listed = await store.ListBySubjectAsync(erasure.About.Subject, long.MaxValue, 100, Cancel);

        Assert.Equal([8, 1], listed.Select(entry => entry.Index));
        Assert.Empty(await store.ListBySubjectAsync(SubjectEntries.Department, long.MaxValue, 100, Cancel));
    }

    [Fact]
    public async Task ListAbout_Disclosure_IsFoundByRecordConsentAndSubject()
    {
        await using var store = await OpenAsync();
        await store.AppendSubjectsAsync(8);
        var disclosure = SubjectEntries.Entry(7).Entry;

        Assert.Contains(7, (await store.ListAboutAsync(disclosure.About.Record!.Value, 8, 1, Cancel)).Select(entry => entry.Index));
        Assert.Equal([7, 6], (await store.ListAboutAsync(SubjectEntries.Consent, 8, 9, Cancel)).Select(entry => entry.Index));
        Assert.Equal([7, 0], (await store.ListBySubjectAsync(disclosure.Subject, 8, 9, Cancel)).Select(entry => entry.Index));
        Assert.Equal([7], (await store.FindByRecordAsync(disclosure.Id, Cancel)).Select(entry => entry.Index));
    }

    [Fact]
    public async Task Lists_UnknownOrNobody_AreEmpty()
    {
        await using var store = await OpenAsync();
        await store.AppendSubjectsAsync(20);

        Assert.Empty(await store.ListBySubjectAsync(SubjectHandle.Create(), long.MaxValue, 10, Cancel));
        Assert.Empty(await store.ListBySubjectAsync(default, long.MaxValue, 10, Cancel)); // Entries of nobody belong to nobody.
        Assert.Empty(await store.ListAboutAsync(Batches.IdOf(12345), long.MaxValue, 10, Cancel));
        Assert.Empty(await store.ListAboutAsync(Batches.IdOf(10), long.MaxValue, 10, Cancel)); // The record is in the log, and nothing is about it.
    }

    [Theory, InlineData(0, 10), InlineData(-1, 10), InlineData(long.MaxValue, 0)]
    public async Task Lists_NothingAskedFor_AreEmpty(long before, int limit)
    {
        await using var store = await OpenAsync();
        await store.AppendSubjectsAsync(20);

        Assert.Empty(await store.ListBySubjectAsync(Batches.SubjectOf(1), before, limit, Cancel));
        Assert.Empty(await store.ListAboutAsync(SubjectEntries.Consent, before, limit, Cancel));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(100)]
    public async Task ListRequests_BetweenOtherEntries_ReturnsThemNewestFirst(int limit)
    {
        await using var store = await OpenAsync();
        var head = await store.AppendSubjectsAsync(4);
        Assert.Empty(await store.ListRequestsAsync(long.MaxValue, limit, Cancel));
        var batch = Batches.Create(head, [SubjectEntries.Request(4), SubjectEntries.Entry(5), SubjectEntries.Request(6), SubjectEntries.Request(7), SubjectEntries.Entry(8)]);
        Assert.True(await store.TryCommitAsync(batch, Cancel));

        Assert.Equal(new long[] { 7, 6, 4 }.Take(limit), (await store.ListRequestsAsync(long.MaxValue, limit, Cancel)).Select(entry => entry.Index));
        Assert.Equal(new long[] { 6, 4 }.Take(limit), (await store.ListRequestsAsync(7, limit, Cancel)).Select(entry => entry.Index));
        Assert.Empty(await store.ListRequestsAsync(4, limit, Cancel));
        EntryAssert.Same(SubjectEntries.Request(4).Entry, await store.FindAsync(4, Cancel));
        Assert.Contains(4, (await store.ListBySubjectAsync(Batches.SubjectOf(4), long.MaxValue, 10, Cancel)).Select(entry => entry.Index));
        Assert.DoesNotContain(4, (await store.ListRecordsAsync(long.MaxValue, 10, Cancel)).Select(entry => entry.Index));
    }

    [Fact]
    public async Task FindByKeys_EntriesThatAreNeverARepeat_AreNotFound()
    {
        await using var store = await OpenAsync();
        await store.AppendSubjectsAsync(20);

        Assert.Empty(await store.FindByKeysAsync([default], Cancel));
    }
}
