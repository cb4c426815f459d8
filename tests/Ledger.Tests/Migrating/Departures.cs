using Ledger.Migrating;
using Ledger.Tests.Files;
using Ledger.Tests.Statuses;
using Ledger.Verify.Chain;
using Ledger.Verify.Migrations;
using Ledger.Verify.Notes;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Migrating;

/// <summary>Reads the facts of a department's chain and logs migration records in these tests.</summary>
internal static class Departures
{
    public static Ed25519NoteSigner Signer(string origin) => new(origin, [.. Enumerable.Repeat((byte)7, 32)]); // The key of TestLog.

    public static ChainPlace Place(long chainId) => new(chainId, default, default);

    /// <summary>Everything that the bench's chain holds of the department, as it is read before the department leaves.</summary>
    public static async Task<RetiredChain> LeaveAsync(this WorkerBench bench)
    {
        var source = await bench.Chain.ReadSourceAsync(TestContext.Current.CancellationToken);
        var origin = bench.Log.Department.Origin;
        return new RetiredChain
        {
            Place = ChainPlace.FromSource(source),
            RecordStatus = default,
            Genesis = Digest.Sha256("genesis"u8),
            Finality = "instant",
            Final = source.Latest,
            AdmittedAt = DateTimeOffset.UnixEpoch,
            LogKeys = [new LogKeyFacts(Signer(origin).Key.PublicKey, new Validity(DateTimeOffset.UnixEpoch, null))],
            RecordKeys = [],
            Types = [],
            Anchors = AnchorRows.FromAnchors(bench.Chain.Anchors),
            Statuses = StatusRows.FromChanges([.. bench.Chain.State.Statuses.Select((pair, i) =>
                (pair.Key, new StatusChangeFacts(pair.Value.Status, source.Latest.Time, source.Latest.Number, i + 1, pair.Value.Successor)))]),
        };
    }

    /// <summary>Logs a migration from the bench's chain to another chain.</summary>
    public static async Task<MigrationFile> LogMoveAsync(this WorkerBench bench, long to, MigrationRecord? record = null)
    {
        using var folder = new TempFolder();
        record ??= new MigrationRecord
        {
            Origin = bench.Log.Department.Origin,
            Chains = [await bench.LeaveAsync()],
            To = new NextChain(Place(to), default, Digest.Sha256("next"u8)),
        };
        var logged = await new MigrationLogger(bench.Log.Log, Signer(record.Origin), new MigrationFolder(folder["migration"]), bench.Log.Clock)
            .LogAsync(record, TestContext.Current.CancellationToken);
        bench.Moves.Files.Add(logged.Required);
        return logged.Required;
    }
}
