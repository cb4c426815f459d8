using Ledger.Auditing;
using Ledger.Tests.Migrating;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Auditing;

/// <summary>Compares the statuses in a migration record of a retired chain with the log.</summary>
public sealed class LeftStatusesTests
{
    private static readonly Guid Record = Guid.ParseExact("019ab000-0000-7000-8000-000000000001", "D");

    [Fact]
    public async Task LeftStatuses_ChangesInTheOrderOfTheLog_GiveNoFinding()
    {
        var log = await LogAsync(EntryStatus.Suspended, EntryStatus.Active, EntryStatus.Revoked);

        Assert.Empty(ChainComparison.LeftStatuses(Left(OnChainId.OfRecord(Record), EntryStatus.Suspended, EntryStatus.Active), log)); // The other changes came after the move.
    }

    [Theory]
    [InlineData(new[] { EntryStatus.Revoked })]
    [InlineData(new[] { EntryStatus.Suspended, EntryStatus.Suspended })]
    [InlineData(new[] { EntryStatus.Active, EntryStatus.Suspended })]
    [InlineData(new[] { (EntryStatus)200 })]
    public async Task LeftStatuses_ChangeThatIsNotInTheLog_IsAFinding(EntryStatus[] held)
    {
        var log = await LogAsync(EntryStatus.Suspended, EntryStatus.Active);

        var finding = Assert.Single(ChainComparison.LeftStatuses(Left(OnChainId.OfRecord(Record), held), log));

        Assert.Equal((ChainAuditFaults.StatusNotInLog, $"record/{Record:D}"), (finding.Fault, finding.Path));
        Assert.Contains($"status {(byte)held[^1]}, sequence {held.Length}, block {held.Length}, chain 41001", finding.Sentence.En, StringComparison.Ordinal);
        Assert.Contains($"状态 {(byte)held[^1]}，序号 {held.Length}，", finding.Sentence.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeftStatuses_UnknownRecord_IsAFinding()
    {
        var id = Digest.Sha256("no record"u8);

        var finding = Assert.Single(ChainComparison.LeftStatuses(Left(id, EntryStatus.Suspended), await LogAsync()));

        Assert.Equal($"record/{id.ToHex()}", finding.Path);
    }

    [Fact]
    public async Task LastMove_LogThatMoved_IsItsLastMigration()
    {
        Assert.Null((await LogAsync(EntryStatus.Suspended)).LastMove);
        var contents = new LogContents();
        await contents.VisitAsync(
            new AuditedEntries(0, [Entry(EntryKind.Migration, null), Entry(EntryKind.Certificate, null), Entry(EntryKind.Migration, null), Entry(EntryKind.Key, null)]),
            TestContext.Current.CancellationToken);

        Assert.Equal(2, contents.LastMove);
    }

    private static async Task<LogContents> LogAsync(params EntryStatus[] statuses)
    {
        var contents = new LogContents();
        await contents.VisitAsync(
            new AuditedEntries(0, [Entry(EntryKind.Certificate, null), .. statuses.Select(status => Entry(EntryKind.Status, status))]),
            TestContext.Current.CancellationToken);
        Assert.Empty(contents.Findings);
        return contents;
    }

    private static ReadOnlyMemory<byte> Entry(EntryKind kind, EntryStatus? status) =>
        new LogEntry(1_700_000_000_000, Digest.Sha256("salted"u8), Record.ToString("D"), kind, status).ToUtf8();

    private static RetiredChain Left(Digest record, params EntryStatus[] statuses) => new()
    {
        Place = Departures.Place(41_001),
        RecordStatus = default,
        Genesis = default,
        Finality = "instant",
        Final = new ChainBlock(9, default, DateTimeOffset.UnixEpoch),
        AdmittedAt = DateTimeOffset.UnixEpoch,
        LogKeys = [],
        RecordKeys = [],
        Types = [],
        Anchors = AnchorRows.Empty,
        Statuses = StatusRows.FromChanges([.. statuses.Select((status, i) => (record, new StatusChangeFacts(status, DateTimeOffset.UnixEpoch, i + 1, i + 1, default)))]),
    };
}
