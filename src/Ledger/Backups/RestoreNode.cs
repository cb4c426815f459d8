using Ledger.Access;
using Ledger.Auditing;
using Ledger.Departments;
using Ledger.Inputs;
using Ledger.Offline;
using Ledger.Verify.Faults;
using Ledger.Verify.Notes;

namespace Ledger.Backups;

/// <summary>Restores a backup into a new data directory, and adds newer entries from the public logs. Stateless.</summary>
/// <param name="stores">The stores of the data directory.</param>
/// <param name="logs">Opens the public logs.</param>
/// <param name="files">Reads the manifest.</param>
/// <param name="clock">The clock of the operator's log.</param>
public sealed class RestoreNode(IOfflineStores stores, IPublicLogs logs, InputFiles files, TimeProvider clock)
{
    /// <summary>Restores the backup. All input is read and checked before anything is written.</summary>
    /// <exception cref="FaultException">The backup, a public log or the target cannot be used.</exception>
    public async Task<RestoredNode> RunAsync(RestoreOrder order, IProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(display);
        var manifest = await BackupManifest.ReadAsync(files, order.Backup, cancellationToken);
        var replays = order.Replays.Select(one => (Log: FindLog(manifest, one.Key), one.Where, one.Key)).ToList();
        var newer = RestoredTokens.ReadLog(order.OperatorLog);
        var target = new DataLayout(order.Target);
        var added = await display.RunAsync(order.Target, 1, report => DataProblems.RunAsync(async () =>
        {
            new BackupReader(stores).Restore(manifest, order.Backup, order.Target, done => report(done * 0.5), cancellationToken);
            return await ReplayAsync(replays, target, done => report(0.5 + (done * 0.5)), cancellationToken);
        }));
        var tokens = File.Exists(target.Tokens)
            ? new TokenDesk(target.Root, order.Caller, clock).Restore(manifest.At, newer ?? [], order.WithdrawsTokens)
            : null;
        return new RestoredNode(manifest, added, tokens);
    }

    private static BackedUpLog FindLog(BackupManifest manifest, VerifierKey key) =>
        manifest.Logs.FirstOrDefault(log => log.Origin == key.Name) ?? throw OptionProblems.LogNotBackedUp(key.Name, manifest.Logs.Select(log => log.Origin));

    private async Task<Dictionary<string, long>> ReplayAsync(
        List<(BackedUpLog Log, string Where, VerifierKey Key)> replays, DataLayout target, Action<double> report, CancellationToken cancellationToken)
    {
        var added = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (done, (log, where, key)) in replays.Index())
        {
            using var source = logs.Open(where, key);
            added[log.Origin] = await new LogReplay(stores, source, key).RunAsync(
                target, log.Department, share => report((done + share) / replays.Count), cancellationToken);
        }

        return added;
    }
}
