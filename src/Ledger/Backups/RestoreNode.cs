using System.Collections.Immutable;
using Ledger.Access;
using Ledger.Auditing;
using Ledger.Departments;
using Ledger.Erasing;
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
        var erased = ReadErased(order, manifest);
        var added = await display.RunAsync(order.Target, 1, report => DataProblems.RunAsync(async () =>
        {
            new BackupReader(stores).Restore(manifest, order.Backup, order.Target, done => report(done * 0.5), cancellationToken);
            WriteErased(erased, target);
            try
            {
                return await ReplayAsync(replays, target, erased, order.ForgetsErasures, done => report(0.5 + (done * 0.5)), cancellationToken);
            }
            catch (FaultException unlisted) when (unlisted.Fault == RunFaults.ErasuresUnlisted)
            {
                Directory.Delete(target.Root, recursive: true); // A node that starts there would show the data of people who were erased.
                throw;
            }
        }));
        var tokens = File.Exists(target.Tokens)
            ? new TokenDesk(target.Root, order.Caller, clock).Restore(manifest.At, newer ?? [], order.WithdrawsTokens)
            : null;
        return new RestoredNode(manifest, added, tokens) { Unlisted = [.. manifest.Logs.Select(log => log.Department).Where(department => !erased.ContainsKey(department))] };
    }

    private static BackedUpLog FindLog(BackupManifest manifest, VerifierKey key) =>
        manifest.Logs.FirstOrDefault(log => log.Origin == key.Name) ?? throw OptionProblems.LogNotBackedUp(key.Name, manifest.Logs.Select(log => log.Origin));

    private static Dictionary<DepartmentId, ImmutableArray<ErasedSubject>> ReadErased(RestoreOrder order, BackupManifest manifest)
    {
        var read = new Dictionary<DepartmentId, ImmutableArray<ErasedSubject>>();
        foreach (var path in order.Erased)
        {
            read[DepartmentId.TryParse(Path.GetFileNameWithoutExtension(path), out var id) && manifest.Logs.Any(log => log.Department == id)
                ? id
                : throw new FaultException(RunFaults.FileMalformed, $"{path}: {string.Join(", ", manifest.Logs.Select(log => log.Department + ".erased"))}")] = DataProblems.Run(() => FileErasures.ReadList(path));
        }

        return read;
    }

    // The next start erases again whom the list names, before it reads anything.
    private static void WriteErased(Dictionary<DepartmentId, ImmutableArray<ErasedSubject>> erased, DataLayout target)
    {
        foreach (var (department, subjects) in erased)
        {
            FileErasures.WriteList(target.Department(department).RestoredErased, subjects);
        }
    }

    private async Task<Dictionary<string, long>> ReplayAsync(
        List<(BackedUpLog Log, string Where, VerifierKey Key)> replays, DataLayout target, Dictionary<DepartmentId, ImmutableArray<ErasedSubject>> erased,
        bool forgetsErasures, Action<double> report, CancellationToken cancellationToken)
    {
        var added = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (done, (log, where, key)) in replays.Index())
        {
            using var source = logs.Open(where, key);
            var known = erased.GetValueOrDefault(log.Department, []).ToDictionary(one => one.Index);
            added[log.Origin] = await new LogReplay(stores, source, key, known, forgetsErasures).RunAsync(
                target, log.Department, share => report((done + share) / replays.Count), cancellationToken);
        }

        return added;
    }
}
