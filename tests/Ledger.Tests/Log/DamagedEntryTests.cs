using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Log;

/// <summary>An unreadable entry refuses only the requests that need it. The writer continues with all others.</summary>
public sealed class DamagedEntryTests : IDisposable
{
    private const int Facts = 40; // From the end of an entry's header to a place in its facts, in bytes.

    private readonly LogFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_KeyOfADamagedEntryInABatch_RefusesOnlyThatRequest()
    {
        await using var log = await OpenWithDamageAsync(batchSize: 3);

        var outcomes = await Task.WhenAll(new[] { 3, 1, 4 }.Select(number => log.Sequencer.AppendAsync(Requests.Number(number)).AsTask()));

        Assert.Equal([null, "LDG3370", null], outcomes.Select(outcome => outcome.Refusal?.Fault.Code));
        Assert.Equal([3L, 4L], new[] { outcomes[0], outcomes[2] }.Select(outcome => outcome.Required.Entry.Index));
        Assert.Matches("^Place: 0000000000.ldgj, byte [0-9]+, entry 1$", outcomes[1].Refusal!.Violations.Single().Message.En);
        Assert.Null(log.Sequencer.State.Fault);
    }

    [Fact]
    public async Task Append_StatusOfADamagedRecord_IsRefusedAndTheWriterContinues()
    {
        await using var log = await OpenWithDamageAsync(batchSize: 1);

        var status = Requests.Number(9) with { Id = Requests.Number(1).Id, Admit = _ => null };
        var refused = await log.Sequencer.AppendAsync(status);
        var next = await log.Sequencer.AppendAsync(Requests.Number(5));

        Assert.Equal("LDG3370", refused.Refusal?.Fault.Code);
        Assert.Equal(3, next.Required.Entry.Index);
    }

    [Fact]
    public async Task ListRecords_OneDamaged_ListsTheOthersAndReportsIt()
    {
        await using var log = await OpenWithDamageAsync(batchSize: 1);

        var page = await ReadableEntries.ListRecordsAsync(log.Store, long.MaxValue, 10, Cancel);
        var first = await ReadableEntries.ListRecordsAsync(log.Store, long.MaxValue, 2, Cancel);

        Assert.Equal([2L, 0L], page.Entries.Select(entry => entry.Index));
        Assert.Equal([1L], page.Damaged);
        Assert.Equal([2L], first.Entries.Select(entry => entry.Index));
        Assert.Equal([1L], first.Damaged);
    }

    [Theory]
    [InlineData(28, "LDG3372")]
    [InlineData(122, "LDG3372")]
    [InlineData(5, "LDG3371")]
    [InlineData(30, "LDG3371")]
    public void Explain_DiskError_ReportsWhetherTheDiskIsFull(int error, string code)
    {
        Assert.Equal(code, StorageProblems.Explain(new IOException("failed", error))?.Fault.Code);
        Assert.Null(StorageProblems.Explain(new InvalidOperationException()));
    }

    [Fact]
    public void Describe_Exception_KeepsTheMessageOfFileErrorsOnly()
    {
        Assert.Equal("No space left on device : 'x'", StorageProblems.Describe(new IOException("No space left on device : 'x'")));
        Assert.Equal("an unexpected FormatException", StorageProblems.Describe(new FormatException("a person's name")));
        Assert.Equal("an unexpected InvalidOperationException, caused by: full", StorageProblems.Describe(new InvalidOperationException("name", new IOException("full"))));
    }

    [Fact]
    public void Describe_FaultOfAStore_HasItsCodeAndTheDetailOfDamageOnly()
    {
        Assert.Equal("LDG8006: 0.journal is damaged.", StorageProblems.Describe(new FaultException(StoreFaults.Damaged, "0.journal is damaged.")));
        Assert.Equal("LDG3371: The node cannot read or write its storage. Cause: full", StorageProblems.Describe(new FaultException(LogFaults.StorageFails, "name", new IOException("full"))));
    }

    private async Task<OpenLog> OpenWithDamageAsync(int batchSize)
    {
        await _folder.FillAsync(1, 1, 1);
        var log = await _folder.OpenAsync(batchSize);
        var id = new byte[16];
        Requests.Number(1).Id.WriteBytes(id);
        var path = Path.Combine(_folder.Root, "journal", "0000000000.ldgj");
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var at = bytes.AsSpan().IndexOf(id) + Facts;
        file.Position = at;
        file.WriteByte((byte)(bytes[at] ^ 1));
        return log;
    }
}
