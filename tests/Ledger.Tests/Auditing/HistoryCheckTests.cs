using Ledger.Auditing;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Auditing;

/// <summary>Two heads of one log either belong to one history or prove that there are two.</summary>
public sealed class HistoryCheckTests
{
    private const int Size = 600;

    private readonly ForeignLog _log = ForeignLog.OfSize(Size);

    public static TheoryData<int> Sizes => [0, 1, 255, 256, 257, 511, 512, 599, Size];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task CompareWithAudit_HeadOfTheSameHistory_Extends(int size)
    {
        var result = await AgainstAsync(_log.HeadOf(size));

        Assert.Equal(HistoryAnswer.Extends, result.Answer);
        Assert.Null(result.Contradiction);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(512)]
    [InlineData(599)]
    [InlineData(Size)]
    public async Task CompareWithAudit_HeadOfAnotherHistory_IsAProvenSplitView(int size)
    {
        var result = await AgainstAsync(_log.Rewritten(0).HeadOf(size));

        Assert.Equal(HistoryAnswer.Contradicts, result.Answer);
        Assert.Equal("LDG3230", result.Contradiction?.Fault.Code);
        Assert.True(result.Contradiction?.IsProven);
    }

    [Fact]
    public async Task CompareWithAudit_LongerHead_ReportsThatTheLogShrank()
    {
        var result = await AgainstAsync(ForeignLog.OfSize(Size + 1).HeadOf(Size + 1));

        Assert.Equal("LDG3231", result.Contradiction?.Fault.Code);
        Assert.False(result.Contradiction?.IsProven);
    }

    [Fact]
    public async Task CompareWithAudit_WrongFiles_IsUnknown()
    {
        _log.Files["tile/entries/000"][5] ^= 1;
        _log.Files["tile/0/001"][0] ^= 1;

        Assert.Equal(HistoryAnswer.Unknown, (await AgainstAsync(_log.HeadOf(300))).Answer);
    }

    // One entry is damaged, but the tiles still lead to the signed root. That is enough to know the history.
    [Fact]
    public async Task CompareWithAudit_OneEntryChanged_StillExtends()
    {
        _log.Files["tile/entries/000"][5] ^= 1;

        Assert.Equal(HistoryAnswer.Extends, (await AgainstAsync(_log.HeadOf(300))).Answer);
    }

    [Fact]
    public void Contradiction_ProofOfAnotherRoot_IsNotProven()
    {
        var found = new Contradiction(AuditFaults.SplitView, _log.Rewritten(0).HeadOf(300), _log.HeadOf(Size))
        {
            ComputedRoot = _log.HeadOf(300).Root,
            Proof = [TreeHash.Empty],
        };

        Assert.False(found.IsProven);
    }

    [Theory]
    [InlineData(300, 300, HistoryAnswer.Extends)]
    [InlineData(300, 301, HistoryAnswer.Unknown)]
    public void CompareHeads_WithoutTheLog_WorksOnlyForOneSize(int one, int other, HistoryAnswer expected) =>
        Assert.Equal(expected, HistoryCheck.CompareHeads(_log.HeadOf(one), _log.HeadOf(other)).Answer);

    [Fact]
    public void CompareHeads_OneSizeAndTwoRoots_IsAProvenSplitView() =>
        Assert.True(HistoryCheck.CompareHeads(_log.HeadOf(300), _log.Rewritten(7).HeadOf(300)).Contradiction?.IsProven);

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task CompareHeadsAsync_HeadsOfTheLog_Extend(int size)
    {
        Assert.Equal(HistoryAnswer.Extends, (await BetweenAsync(_log.HeadOf(size), _log.HeadOf(300))).Answer);
        Assert.Equal(HistoryAnswer.Extends, (await BetweenAsync(_log.HeadOf(300), _log.HeadOf(size))).Answer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(257)]
    [InlineData(Size)]
    public async Task CompareHeadsAsync_OneOfAnotherHistory_IsAProvenSplitView(int size)
    {
        var wrong = _log.Rewritten(0).HeadOf(size);

        var result = await BetweenAsync(_log.HeadOf(300), wrong);

        Assert.True(result.Contradiction?.IsProven);
        Assert.Same(wrong, result.Contradiction?.Older);
    }

    [Fact]
    public async Task CompareHeadsAsync_HeadLongerThanTheLog_ReportsThatTheLogShrank() =>
        Assert.Equal("LDG3231", (await BetweenAsync(_log.HeadOf(300), ForeignLog.OfSize(601).HeadOf(601))).Contradiction?.Fault.Code);

    [Theory]
    [InlineData("tile/0/001")]
    [InlineData("tile/1/000.p/2")]
    public async Task CompareHeadsAsync_WrongTiles_IsUnknown(string path)
    {
        _log.Files[path][0] ^= 1;
        Assert.Equal(HistoryAnswer.Unknown, (await BetweenAsync(_log.HeadOf(257), _log.HeadOf(300))).Answer);

        _log.Files.TryRemove(path, out _);
        Assert.Equal(HistoryAnswer.Unknown, (await BetweenAsync(_log.HeadOf(257), _log.HeadOf(300))).Answer);
    }

    private async Task<HistoryResult> AgainstAsync(SignedCheckpoint remembered) => await HistoryCheck.CompareWithAuditAsync(
        remembered, await _log.AuditAsync(remembered.Size), _log, TestContext.Current.CancellationToken);

    private Task<HistoryResult> BetweenAsync(SignedCheckpoint one, SignedCheckpoint other) =>
        HistoryCheck.CompareHeadsAsync(one, other, _log.HeadOf(Size), _log, TestContext.Current.CancellationToken);
}
