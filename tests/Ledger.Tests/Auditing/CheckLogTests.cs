using Ledger.Auditing;
using Ledger.Inputs;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;

namespace Ledger.Tests.Auditing;

/// <summary>A log that is followed from one run to the next, and two checkpoints that somebody compares.</summary>
public sealed class CheckLogTests : IDisposable
{
    private const int Size = 300;

    private readonly TempFolder _folder = new();
    private readonly ForeignLog _log = ForeignLog.OfSize(Size);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_ASoundLog_RemembersItsHead()
    {
        var first = await CheckAsync(_log);
        var second = await CheckAsync(_log);

        Assert.True(first.Agrees && second.Agrees);
        Assert.Null(first.Remembered);
        Assert.Equal(Size, second.Remembered?.Size);
    }

    [Fact]
    public async Task Check_NoCheckpoint_CouldNotRun()
    {
        _log.Files.Remove("checkpoint", out _);

        await AssertRefusedAsync(RunFaults.NoLog, () => CheckAsync(_log));
    }

    [Fact]
    public async Task Check_AnotherHistory_IsAFindingWithEvidenceAndTheHeadStays()
    {
        await CheckAsync(_log);
        var state = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);

        var result = await CheckAsync(_log.Rewritten(0));

        Assert.Equal("LDG3230", Assert.Single(result.Findings).Fault.Code);
        Assert.Equal(State + ".evidence.json", result.Evidence);
        Assert.True(File.Exists(result.Evidence));
        Assert.Equal(state, await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Check_EvidenceThatCannotBeWritten_StillReportsTheFinding()
    {
        await CheckAsync(_log);

        var result = await new CheckLog(new FolderLogs(_log.Rewritten(0)), ForeignLog.Key).RunAsync(
            "there", State, Path.Combine(State, "a file is no folder"), _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal("LDG3230", Assert.Single(result.Findings).Fault.Code);
        Assert.Null(result.Evidence);
        Assert.Equal(RunFaults.FileUnwritable.Code, result.EvidenceProblem?.Fault.Code);
    }

    [Fact]
    public async Task Check_AFileOutOfReach_IsNoFindingAndDoesNotAgree()
    {
        _log.Unreachable = "tile/0/000";

        var result = await CheckAsync(_log);

        Assert.Empty(result.Findings);
        Assert.False(result.Agrees);
        Assert.False(File.Exists(State));
    }

    [Fact]
    public async Task Compare_TwoSizesOfOneLog_Extend() =>
        Assert.Equal(HistoryAnswer.Extends, (await CompareAsync(_log.HeadOf(100), _log.HeadOf(200), "there")).Answer);

    [Fact]
    public async Task Compare_OneSizeAndTwoRoots_NeedsNoLog() =>
        Assert.Equal(HistoryAnswer.Contradicts, (await CompareAsync(_log.HeadOf(100), _log.Rewritten(0).HeadOf(100), null)).Answer);

    [Fact]
    public async Task Compare_TwoSizesWithoutTheLog_CouldNotRun() =>
        await AssertRefusedAsync(RunFaults.LogNeeded, () => CompareAsync(_log.HeadOf(100), _log.HeadOf(200), null));

    [Fact]
    public async Task Compare_ALogWithoutACheckpoint_CouldNotRun()
    {
        _log.Files.Remove("checkpoint", out _);

        await AssertRefusedAsync(RunFaults.NoLog, () => CompareAsync(_log.HeadOf(100), _log.HeadOf(200), "there"));
    }

    [Fact]
    public async Task Compare_ALogWithAnotherCheckpoint_CouldNotRun()
    {
        _log.Files["checkpoint"] = "nonsense"u8.ToArray();

        await AssertRefusedAsync(RunFaults.LogUnusable, () => CompareAsync(_log.HeadOf(100), _log.HeadOf(200), "there"));
    }

    [Fact]
    public async Task Compare_ALogWithoutItsTiles_CouldNotRun()
    {
        foreach (var path in _log.Files.Keys.Where(path => path != "checkpoint"))
        {
            _log.Files.Remove(path, out _);
        }

        await AssertRefusedAsync(RunFaults.LogUnusable, () => CompareAsync(_log.HeadOf(100), _log.HeadOf(200), "there"));
    }

    [Theory]
    [InlineData("", "LDG8513")]
    [InlineData("<html></html>", "LDG8513")]
    public async Task Read_NoCheckpoint_CouldNotRun(string text, string code)
    {
        await File.WriteAllTextAsync(_folder["note"], text, TestContext.Current.CancellationToken);

        Assert.Equal(code, (await Assert.ThrowsAsync<FaultException>(() => Comparison().ReadAsync(_folder["note"], TestContext.Current.CancellationToken))).Fault.Code);
    }

    [Fact]
    public async Task Read_ACheckpointOfAnotherLog_CouldNotRun()
    {
        await File.WriteAllTextAsync(_folder["note"], ForeignLog.NoteOf("other.example/log", 1, new byte[32]), TestContext.Current.CancellationToken);

        await AssertRefusedAsync(RunFaults.NoteUnusable, () => Comparison().ReadAsync(_folder["note"], TestContext.Current.CancellationToken));
    }

    private string State => _folder["state.json"];

    private Task<CheckedLog> CheckAsync(ForeignLog log) =>
        new CheckLog(new FolderLogs(log), ForeignLog.Key).RunAsync("there", State, null, _ => { }, TestContext.Current.CancellationToken);

    private CompareCheckpoints Comparison() => new(new InputFiles(() => Stream.Null), new FolderLogs(_log), ForeignLog.Key);

    private Task<HistoryResult> CompareAsync(SignedCheckpoint one, SignedCheckpoint other, string? log) =>
        Comparison().RunAsync(one, other, log, TestContext.Current.CancellationToken);

    private static async Task AssertRefusedAsync<T>(Fault expected, Func<Task<T>> call) =>
        Assert.Equal(expected.Code, (await Assert.ThrowsAsync<FaultException>(call)).Fault.Code);
}
