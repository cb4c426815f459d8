using Ledger.Keys;
using Ledger.Log;
using Ledger.Sealing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Faults;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Log;

/// <summary>A failure before a batch is staged refuses one request. A failure after that, or of the loop, stops the writer and never leaves a caller waiting.</summary>
public sealed class WriterOutcomeTests : IAsyncDisposable
{
    private const string Secret = "a person's name";

    private readonly LogFolder _folder = new();
    private readonly LogEvents<DepartmentLog> _events = new();
    private readonly FailingTimestamps _clock = new();
    private FailingReads _reads = null!; // Set by OpenAsync.
    private FileSubjectKeys? _keys;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ReadFailures => new()
    {
        { "unavailable", "LDG3371" },
        { "io", "LDG3371" },
        { "full", "LDG3372" },
        { "damaged", "LDG3370" },
        { "unforeseen", "LDG3011" },
    };

    [Theory, MemberData(nameof(ReadFailures))]
    public async Task Append_KeyCannotBeLookedUp_RefusesThatRequestAndWritesTheOthers(string kind, string code)
    {
        await using var log = await OpenAsync(batchSize: 3);
        (_reads.Problem, _reads.Key) = (Make(kind), Requests.Number(1).KeyHash);

        var outcomes = await Task.WhenAll(new[] { 0, 1, 2 }.Select(number => log.Sequencer.AppendAsync(Requests.Number(number)).AsTask()));

        await AssertRefusedAloneAsync(log, outcomes, code);
    }

    [Theory, MemberData(nameof(ReadFailures))]
    public async Task Append_HistoryCannotBeRead_RefusesThatRequestAndWritesTheOthers(string kind, string code)
    {
        await using var log = await OpenAsync(batchSize: 3);
        (_reads.Problem, _reads.Record) = (Make(kind), Requests.IdOf(1));

        var outcomes = await Task.WhenAll(new[] { 0, 1, 2 }.Select(
            number => log.Sequencer.AppendAsync(Requests.Number(number) with { Admit = _ => null }).AsTask()));

        await AssertRefusedAloneAsync(log, outcomes, code);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Append_CheckOfARequestThrows_RefusesThatRequestAndWritesTheOthers(bool isBeside)
    {
        await using var log = await OpenAsync(batchSize: 3);
        AppendRequest Request(int number) => number != 1 ? Requests.Number(number)
            : isBeside ? Requests.Number(1) with { AdmitBeside = _ => throw new InvalidOperationException(Secret) }
            : Requests.Number(1) with { Admit = _ => throw new InvalidOperationException(Secret) };

        var outcomes = await Task.WhenAll(new[] { 0, 1, 2 }.Select(number => log.Sequencer.AppendAsync(Request(number)).AsTask()));

        await AssertRefusedAloneAsync(log, outcomes, "LDG3011");
        var (level, text) = Assert.Single(_events.All);
        Assert.Equal(LogLevel.Critical, level);
        Assert.Contains("InvalidOperationException", text, StringComparison.Ordinal);
        Assert.Contains(nameof(WriterOutcomeTests), text, StringComparison.Ordinal); // The stack.
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Theory, InlineData("unavailable", "LDG3371"), InlineData("full", "LDG3372")]
    public async Task Append_StoreGivesNoSession_RefusesTheBatchAndTheWriterGoesOn(string kind, string code)
    {
        await using var log = await OpenAsync(batchSize: 1);
        _reads.BeforeSession = Make(kind);

        var refused = await log.Sequencer.AppendAsync(Requests.Number(0));
        _reads.BeforeSession = null;
        var written = await log.Sequencer.AppendAsync(Requests.Number(0));

        Assert.Equal(code, refused.Refusal?.Fault.Code);
        Assert.Equal(0, written.Required.Entry.Index);
        Assert.Equal(LogLevel.Error, Assert.Single(_events.All).Level);
    }

    [Theory, InlineData("unforeseen", true), InlineData("io", false)]
    public async Task Append_FailsAfterTheCommit_StopsTheWriter(string kind, bool hasStack)
    {
        await using var log = await OpenAsync(batchSize: 1);
        _reads.AfterCommit = Make(kind);

        var outcome = await log.Sequencer.AppendAsync(Requests.Number(0));
        var next = await log.Sequencer.AppendAsync(Requests.Number(1));

        Assert.Equal(["LDG3002", "LDG3002"], new[] { outcome, next }.Select(each => each.Refusal?.Fault.Code));
        var (level, text) = Assert.Single(_events.All);
        Assert.Equal(LogLevel.Critical, level);
        Assert.Equal(hasStack, text.Contains(nameof(FailingReads), StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_WriterLoopFails_AnswersEveryCallerAndStops()
    {
        await using var log = await OpenAsync(batchSize: 1);
        _clock.IsFailing = true;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => log.Sequencer.AppendAsync(Requests.Number(number)).AsTask()));
        var waited = await log.Sequencer.AppendWhenRoomAsync(Requests.Number(9), Cancel);

        Assert.All(outcomes.Append(waited), outcome => Assert.Equal("LDG3002", outcome.Refusal?.Fault.Code));
        Assert.Equal("LDG3002", log.Sequencer.State.Fault?.Code);
        var (level, text) = Assert.Single(_events.All);
        Assert.Equal(LogLevel.Critical, level);
        Assert.Contains(nameof(FailingTimestamps), text, StringComparison.Ordinal); // The stack.
    }

    public ValueTask DisposeAsync()
    {
        _keys?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AssertRefusedAloneAsync(DepartmentLog log, Outcome<Appended>[] outcomes, string code)
    {
        Assert.Equal([null, code, null], outcomes.Select(outcome => outcome.Refusal?.Fault.Code));
        Assert.Null(log.Sequencer.State.Fault);
        Assert.Equal(2, (await log.Store.ReadHeadAsync(Cancel)).Size);

        _reads.Problem = null;
        var again = Enumerable.Range(3, 2).Prepend(1).Select(number => log.Sequencer.AppendAsync(Requests.Number(number)).AsTask());
        Assert.Equal([2L, 3L, 4L], (await Task.WhenAll(again)).Select(outcome => outcome.Required.Entry.Index));
    }

    private static Exception Make(string kind) => kind switch
    {
        "unavailable" => new FaultException(LogFaults.StorageFails, "The file does not answer.", new IOException("Input/output error", 5)),
        "io" => new IOException("Input/output error", 5),
        "full" => new IOException("No space left on device", 28),
        "damaged" => new FaultException(StoreFaults.Damaged, "A frame is damaged."),
        _ => new InvalidOperationException(Secret),
    };

    private async Task<DepartmentLog> OpenAsync(int batchSize)
    {
        _reads = new FailingReads(await LiteDbLogStore.OpenAsync(
            new() { Folder = _folder.Root, Origin = TestDepartment.Profile.Origin }, NullLogger.Instance, Cancel));
        _keys = FileSubjectKeys.Open(Path.Combine(_folder.Root, "subjects.slots"), TestDepartment.Master);
        var storage = new LogStorage(_reads, new FileTileStore(_folder.Tiles), FileHeadLock.Open(_folder.HeadLock, TestDepartment.Profile.Origin));
        return await DepartmentLog.OpenAsync(
            TestDepartment.Profile, storage, TestDepartment.LogKey, new PayloadBox(TestDepartment.Profile.Id, _keys),
            new SequencerOptions { BatchSize = batchSize, BatchWindow = LogFolder.NoWindow, IdleWindow = LogFolder.NoWindow }, _clock, _events, Cancel);
    }

    /// <summary>A clock whose monotonic time fails on request.</summary>
    private sealed class FailingTimestamps : TimeProvider
    {
        public bool IsFailing { get; set; }

        public override long GetTimestamp() => IsFailing ? throw new InvalidOperationException("No time.") : base.GetTimestamp();
    }
}
